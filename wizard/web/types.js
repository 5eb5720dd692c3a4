/**
 * Shapes that the modules share. Nothing in here runs.
 *
 * @typedef {{kind: string, id: string}} Step
 *   `ask`, `try`, `escalate`, `done`; `plan` where neither the table nor the engine can tell yet
 * @typedef {{id: string, word: string}} Cause
 * @typedef {{id: string, quote: string}} Finding  a signature and what it matched, secrets masked
 *
 * @typedef {object} View  what the engine says about a state; ids only
 * @property {string} fragment  canonical
 * @property {string[]} dropped
 * @property {Cause[]} causes  all of them, in order; empty in a `plan`
 * @property {string[]} obstacles
 * @property {string[]} because  `status=re-auth`, `seen=…`, `tried=…`
 * @property {Step} step
 * @property {Record<string, string>} replies  `fixed`, `not-fixed`, `changed`, `skip` to a fragment
 * @property {string[]} plan  repairs
 * @property {string[]} deferred  questions
 * @property {string[]} aside  parts of the fragment that do not apply beside the others
 * @property {{question: string, answer: string, signature: string}[]} told  answers that messages gave
 * @property {Finding[]} seen  what counted in the pasted message
 * @property {Finding[]} healthy  success messages, which never count
 * @property {string} redacted
 *
 * @typedef {object} Reasons  why the causes stand where they stand
 * @property {Record<string, {raised: string[], lowered: string[]}>} causes  evidence by cause
 * @property {{question: string, answer: string, given: string, cause: string}[]} turns
 *   single answers that would put another cause first; `given` is the answer so far, or ''
 *
 * @typedef {object} Shape  the ids of a troubleshooter; pages are relative to the language's home
 * @property {Record<string, string[]>} questions
 * @property {Record<string, Record<string, string[]>>} groups  question to group to answers
 * @property {Record<string, Record<string, string[]>>} also  question to answer to other names
 * @property {Record<string, string>} pictures  question to a drawing, relative to the home
 * @property {{causes: string[], obstacles: string[], steps: string[]}} order  of the model
 * @property {string[]} shows  questions about what the product shows
 * @property {Record<string, string>} who  `question.…` or `repair.…` to who can do it
 * @property {Record<string, Repair>} repairs
 * @property {Record<string, {page: string, reauthenticate: string}>} causes
 * @property {Record<string, {page: string}>} obstacles
 * @property {Record<string, {page: string}>} integrations
 * @property {string[]} signatures
 *
 * @typedef {object} Repair
 * @property {number} steps  how many
 * @property {number} minutes
 * @property {string} page
 * @property {string[]} changes  questions
 * @property {string[]} fixes  causes
 * @property {string[]} clears  obstacles
 * @property {string[]} blockedBy  obstacles
 *
 * @typedef {object} Data
 * @property {Shape} shape
 * @property {Record<string, string>} texts
 * @property {string[]} english  text ids that have no translation
 * @property {boolean} maskHosts  whether host names in pasted messages are masked as well
 */

export {};
