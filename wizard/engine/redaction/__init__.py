"""Masks what nobody but its owner may see: passwords, keys, tokens, and data about people.

How it works, on one page.

*Views.* A secret may be encoded, or its name may be: `password%3Dx`, `\\u0070assword`, `pass=\\nword`.
`wizard.engine.decoding` takes one layer off at a time and knows the way back. The text and each of its
views become a `Page`; what is found in a view is masked in the text that it came from.

*Rules.* `masking.RULES` lists them. A rule reads a page and gives spans, in any order, overlapping or
not: start, end, kind. None knows of the others.

- `named`      a telling name and its value: settings, JSON, XML, calls; `told` for sentences and gaps
- `tables`     a telling name over its column
- `headers`    `Authorization`, cookies
- `addresses`  `user:x@host`, `/reset/x`
- `statements`, `devices`  what SQL, dialogues with servers, routers and VPNs call a secret
- `commands`   options of command lines
- `formats`    secrets that are known by their own look
- `long_words` base64 that holds a secret, and long words that no person wrote
- `key_files`  private keys
- `personal`   data about people
- `machines`   host names, only on request

Behind `named` stand `names` (which names tell), `joints` (what joins a name to its value), `values`
(where a value ends) and `signs` (whether it is a secret at all: `null`, `${X}` and `****` are none).

*Kinds.* `KINDS` are the words of the markers, `[masked: kind]`. A rule gives one with each span; where
spans overlap they become one, with the kind of the first.

*Masking what is masked changes nothing.* A marker that is there already is one sign, `SENTINEL`, to the
rules. A text is only returned when no rule finds anything in it any more.

*To add a secret.* Known by its look: a row in `formats`. By its name: a word in `names`. By a statement
around it: a row in `statements`, `devices` or `commands`. For a new kind, a word in `KINDS`. Then a line
in `tests/engine/redaction/leaks.txt`, and in `kept.txt` what looks like it and is harmless. A pattern
bounds every repetition, so that it takes no longer than its length deserves.

It masks too much rather than too little, and keeps what support needs: error codes, host names, user
names, times, traces. Standard library only.
"""

from wizard.engine.redaction.masking import patterns, redact
from wizard.engine.redaction.page import KINDS

__all__ = ["KINDS", "patterns", "redact"]
