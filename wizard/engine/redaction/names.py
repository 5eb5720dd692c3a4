"""Which names tell that a secret follows: `db_master_password2`, `X-Api-Key`, `Lösenord`.

English, Swedish and German, in any spelling. A name that speaks about a secret without being
followed by one (`password_encryption`, `tokenType`, `Passwortrichtlinie`) does not count.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

#: Letters of a name in a text in small letters; `ã¶` is what `ö` becomes when read byte by byte.
LETTER = r"a-z0-9_\u00a1-\u00bf\u00c0-\u024f\u0300-\u0308"

#: Where a telling name may start, in a text in small letters. One branch a letter: a search skips
#: everything else at the speed of a scan.
STEMS = (
    r"(?:p(?:ass|wd|w|s[kw]|in|at(?![a-z])|r(?:ü|u\u0308|ue|u)f[zn])|s(?:ecret|ecurity|ess|itzung|id|ig|alt|aml|eed|icherheitsa|(?:ä|a|a\u0308|ã¤)kerhetss"
    r"|chl(?:ü|u\u0308|ã¼|ue|u|\?|\ufffd)ssel)"
    r"|t(?:oken|otp|an(?![a-z]))|k(?:ey|ennw|od(?:e[nr](?:na)?)?(?![a-z])|od(?:ord|wort))|l(?:ö|o\u0308|ã¶|oe|o|\?|\ufffd)sen"
    r"|a(?:uth|nmeldedaten|ssertion)|c(?:red|ookie|ode|rypt|srf|ommunity|ontrase|v[vc])|b(?:earer)"
    r"|j(?:wt|sess)|h(?:emlig|mac)|g(?:eheim)|o(?:tp)|n(?:yckel)|w(?:achtwoord|ebhook)|z(?:ugangsdaten)"
    r"|x(?:srf)|i(?:nloggningsuppgift)|m(?:nemonic|otdepasse))"
)


def words_of(text: str) -> frozenset[str]:
    """The words of a text, for the tables of the redaction."""
    return frozenset(text.split())


class Name(NamedTuple):
    """What a name tells.

    Attributes:
        kind: What stands in its value's place.
        trust: `any` value is a secret; `many`, and a short number is their count; a `random` one
            is; a `code` is, beside other signs of OAuth; a `number` is.
    """

    kind: str
    trust: str


_FOLDED = str.maketrans("öüäåé", "ouaae")
_MISREAD = (("o\u0308", "o"), ("u\u0308", "u"), ("a\u0308", "a"), ("a\u030a", "a"), ("ã¶", "o"))
_MORE_MISREAD = (("ã¼", "u"), ("ã¤", "a"), ("ã¥", "a"), ("\ufffd", "o"), ("?", "o"), ("ß", "ss"))
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_JOINT = re.compile(r"[^a-z0-9]+")

# In small letters with `_` between the words of a name. The last that is found counts.
_TELLS = re.compile(
    r"(?P<password>passwor[dt]|passwd|passwrd|pass_?(?:phrase|word)|passfras|passord|kennwort|kennworter"
    r"|(?:losen|nyckel)(?:ord|fras)|loesenord|contrase[a-z]{1,2}|wachtwoord|motdepasse|mot_de_passe|pwd|kodord|kodwort|code_?word"
    r"|(?:zugangs|zugriffs|freischalt|entsperr|atkomst|inloggnings|pass)_?(?:code|kod)(?:en)?(?![a-z])"
    r"|(?:security|secret)_(?:question_)?answer|sakerhetssvar|sicherheits_?antwort"
    r"|(?<![a-z])(?:pass|passe|pw|psw|psswd|losen|passcode|requirepass|masterauth|ntpassword)(?![a-z])"
    r"|(?:db|sql|root|user|admin|smtp|mail|ftp|ldap|my|bind|key|store|proxy|sudo|pg|dba|auth|login|ssh)(?:pass|pw)(?![a-z]))"
    r"|(?P<session>(?<![a-z])(?:session|sess|phpsess|jsession|aspsession|sitzungs?|sessions)_?(?:id|key|hash|token|cookie)?(?![a-z])"
    r"|(?:session|sess)_?id[a-z]{0,8}|(?<![a-z])(?:connect_)?sid(?![a-z]))"
    r"|(?P<token>token|(?<![a-z])(?:pat|jwt|bearer|csrf|xsrf|client_assertion|assertion|jeton|oauth_verifier|device_code)(?![a-z])|saml_?(?:response|request|art))"
    r"|(?P<credentials>credential|creds(?![a-z])|zugangsdaten|anmeldedaten|inloggningsuppgift)"
    r"|(?P<secret>secret|(?:mfa|2fa|h?otp|totp|authenticator|two_factor)_?(?:seed|key)(?![a-z])|hemlighet|hemlig(?![a-z])|geheimnis|geheim(?![a-z])|mnemonic|seed_phrase"
    r"|(?<![a-z])(?:salt|crypt|code_verifier|snmp_community|community_string|webhook)(?![a-z]))"
    r"|(?P<signature>(?<![a-z])(?:signature|sig|hmac)(?![a-z])|signature_?value)"
    r"|(?P<code>(?<![a-z])(?:otp|totp|pin|cvv|cvc|cvv2|tan|(?:karten)?pruf(?:ziffer|nummer))(?:_?(?:code|kod)s?(?:e[nr](?:na)?)?)?(?![a-z])"
    r"|(?:verification|security|confirmation|auth|authorization|authentication|recovery|backup|one_time|mfa|2fa|sms|login|access|device|user|reset|engangs|verifierings|sakerhets|bestatigungs|sicherheits|verifizierungs|einmal|pin|invite|scratch|reserv|wiederherstellungs)_?(?:code|kod|pin)s?(?:e[nr](?:na)?)?(?![a-z])|(?<![a-z])(?:code|kod)(?![a-z]))"
    r"|(?P<key>key_?material|psk(?![a-z])|(?:key_?store|trust_?store|jks|pfx|p12|pkcs_?12)_(?:base64|b64|data|content|blob)|key(?=s?(?:_|$|[0-9]))|nyckel(?:n|ar)?(?![a-z])|schlu?e?ssel(?![a-z])|(?<![a-z])auth(?![a-z])|_authtoken)"
)

# Words that turn the name of a secret into the name of something about it, anywhere after it.
_ABOUT = words_of(
    "encryption encryptor encrypting type types typ expire expires expired expiry expiration expiring"
    " exp ttl lifetime duration timeout max min minimum maximum url urls uri endpoint link href path"
    " paths file files filename fil datei dir directory folder length len size policy policies age"
    " count counter counts limit limits quota usage used status state error errors err exception"
    " message msg info require required requires enabled enable enables disabled disable valid"
    " validity validator validation invalid verify verified verifier verifies name names label title"
    " hint algorithm algorithms alg algo method methods mode format prompt change changed changes"
    " field fields param params parameter column columns table version created updated issued"
    " modified last at on by date time timestamp rotation rotate rotated rotating interval prefix"
    " suffix scope scopes attempts attempt retries retry failure failures failed authentication"
    " authenticator manager provider providers store storage service services server host port"
    " handler helper factory builder class cls object index idx position pos offset reset strength"
    " history complexity rule rules requirement requirements check checks checker checking present"
    " exists missing needed supported support protected less free only sent received request requests"
    " refresh refreshed refresher revoked revocation revoke resolver reader writer parser generator"
    " generated introspection exchange audience issuer bucket ring range space pair pairs board word"
    " words wort stroke chain event events source location ref reference selector arn ids uid uuid"
    " username owner group cipher digest kdf rounds iterations cost plugin module page form input"
    " screen dialog view template email mail notification reminder lock locked less izer ize ized"
    " ization izers izing ise iser isation ary aries richtlinie richtlinien anderung lange abfrage"
    " feld geschutzt los los wechsel regel regeln krav policyn langd byte falt autentisering"
    " autentiseringen authentifizierung hjalp hanterare manager managern tresor safe spalte"
    " datum ablauf gultig gultigkeit lebensdauer fehler not non prop props interceptor filter"
    " middleware callback listener test tests spec iv agent agents sub subs management grant grants fail fails refused replaced rejected denied"
    " cache cached caches alias aliases identity hasher hashers hashing holder"
    # a file of a program
    " cs java kt scala py pyc rb rs php phtml js jsx ts tsx vue cpp hpp swift sql ps1 sh xml html css md"
)
_HASHES = words_of("digest hash hashes")
# A key of these opens nothing.
_HARMLESS_KEYS = words_of(
    "primary foreign sort partition routing public cache unique index message object idempotency"
    " lookup row hash group dedup correlation composite natural surrogate candidate duplicate unknown"
    " registry config translation locale map dict field sorting order ordering range shard arrow enter"
    " escape tab shift ctrl alt function host hot cluster clustered translate missing invalid any each"
    " the a this that every no new which offentlig publik offentlicher offentlichen primar fremd"
    " framlings publishable metric label entity node parent child event tree data last first next"
    " mutex setting settings option attribute property meta json xml"
)
_TELLING_KEYS = words_of(
    "api apikey access secret private priv encryption encrypt crypt crypto decrypt decryption signing"
    " sign signature master shared auth account storage license licence consumer app application"
    " integration subscription deploy deployment preshared psk webhook write admin session cookie sas"
    " ssh service client merchant hmac jwt rsa aes des tls ssl wg wireguard security stripe aws azure"
    " google gcp maps mailgun sendgrid twilio datadog newrelic openai anthropic algolia mailchimp"
    " shopify magento paypal klarna adyen mollie github gitlab slack firebase functions live test"
    " prod sandbox production wpa wpa2 wifi network root user server recovery backup activation"
    " product setup join instrumentation ingestion insert web rest md5 atkomst privat krypterings"
    " kryptering hemlig licens delad zugriffs zugriff zugangs privater privaten geheimer geheimen verschlusselungs lizenz"
    " sicherheits base password dsa ecdsa ed25519 pgp gpg vapid hash publisher developer dev partner"
    " unseal bitlocker luks otp totp mfa team bot endpoint collector read write readonly env static internal external management mgmt"
)
# A code of these is exchanged for a token; any other is an error's, a country's, a discount's.
_CODES = words_of("auth oauth oauth2 authorization grant d x a n u") | {""}
# In the charts of Kubernetes: the name of a secret, and of what stands in it.
_REFERRING = ("existing_secret", "password_secret_key")
_GLUED = (
    "api",
    "secret",
    "access",
    "private",
    "encryption",
    "signing",
    "shared",
    "license",
    "auth",
)
_CONTAINERS = ("keystore", "key_store", "truststore", "trust_store", "jks", "pfx", "p12", "pkcs")
_COUNTED = words_of("max min total num prompt completion input output unexpected number per")


@lru_cache(maxsize=4096)
def name_of(name: str, before: str = "") -> Name | None:
    """What a name tells, or None.

    Args:
        name: As written, with its capitals: `dbPassword` has two words and `DBPASSWORD` has one.
        before: The word before it in the sentence; it decides whether a "key" is one.
    """
    words = _plain(name)
    if before:
        words = f"{_plain(before)}_{words}"
    last = None
    for last in _TELLS.finditer(words):  # noqa: B007 - the last one is wanted
        pass
    if last is None or words.endswith(_REFERRING):
        return None
    kind = last.lastgroup or "secret"
    ahead = words[: last.start()].rstrip("_").split("_")
    rest = [word for word in words[last.end() :].split("_") if word]
    if kind == "password" and rest and rest[-1] in _HASHES:
        return Name("password", "random")
    if any(word in _ABOUT for word in rest):
        return None
    if rest and rest[-1] == "id" and kind in ("key", "token", "credentials"):
        return Name("key", "random") if "private" in ahead else None
    if kind == "key":
        return _key(ahead, last.group(), bool(rest))
    if kind == "token" and any(word in _COUNTED for word in ahead):
        return None
    if kind == "session":
        exact = last.group() in ("sid", "sess", "session")
        return Name("session", "random" if exact or last.group().endswith("sid") else "any")
    if kind == "signature":
        return Name("secret", "random")
    if kind == "code":
        if last.group() not in ("code", "kod"):
            return Name("code", "number")
        return Name("code", "code") if set(ahead) <= _CODES else None
    if last.group() in ("salt", "crypt", "webhook", "bearer"):
        return Name("secret", "random")
    if last.group() == "pat":
        return Name("token", "random")
    return Name(kind, "many" if rest[:1] == ["s"] else "any")


def is_about(word: str) -> bool:
    """Whether a word makes the name of a secret the name of something about it: `policy`, `expires`."""
    return word in _ABOUT


def _key(ahead: list[str], found: str, more: bool) -> Name | None:
    """A key is a secret if the words before it say of what; unsaid, if it looks random."""
    if found == "psk" or "material" in found:
        return Name("key", "any")
    if found.startswith(_CONTAINERS):
        return Name("key", "random")
    if found == "auth":
        return None if more else Name("credentials", "random")
    near = [word for word in ahead if word][-3:]
    if any(word in _TELLING_KEYS for word in near):
        return None if "public" in near or "publishable" in near else Name("key", "any")
    if near and (near[-1] in _HARMLESS_KEYS or "public" in near):
        return None
    if near and near[-1].endswith(_GLUED):
        return Name("key", "any")
    return Name("key", "random") if not more or near else None


def _plain(name: str) -> str:
    """The name in small letters with `_` between its words."""
    words = _HUMP.sub("_", name.removeprefix("-D")).lower()
    if not words.isascii():
        for misread, letter in (*_MISREAD, *_MORE_MISREAD):
            words = words.replace(misread, letter)
        words = words.translate(_FOLDED)
    return _JOINT.sub("_", words).strip("_")
