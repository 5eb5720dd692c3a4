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
 * @property {{question: string, answer: string, signature: string}[]} told  answers that messages gave
 * @property {Finding[]} seen  what counted in the pasted message
 * @property {Finding[]} healthy  success messages, which never count
 * @property {string} redacted
 *
 * @typedef {object} Shape  the ids of a troubleshooter; pages are relative to the language's home
 * @property {Record<string, string[]>} questions
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
