"""Facts that begin or end on a day, as a reader would meet them on this site.

Each is a line of the research that the site rests on: the day, what ends or begins then at the provider,
and what may be advised, or never again, from that day on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Protocol

import pytest

from wizard.authoring import Troubleshooter
from wizard.engine import View, decide

#: A day on which nothing begins or ends.
TODAY = "2026-11-24"

TUNNELS = ("mysql-ssh", "postgresql-ssh", "mongodb-ssh", "adobe-commerce-on-premises", "spree")
DATABASES = (*TUNNELS, "mysql-direct", "mysql-cpanel", "microsoft-sql", "amazon-rds")
BLANK_BY_NATURE = (
    "google-analytics",
    "google-analytics-warehoused",
    "google-ecommerce",
    "data-import-api",
)


class Advise(Protocol):
    """The view for answers, on a day, with a message."""

    def __call__(self, answers: str, today: str = TODAY, text: str = "") -> View: ...


@pytest.fixture(scope="module")
def advise(reauthenticate: Troubleshooter) -> Advise:
    def view(answers: str, today: str = TODAY, text: str = "") -> View:
        found = decide(reauthenticate.model, answers, today=today, text=text)
        assert found["dropped"] == [], "a question or an answer has another name"
        return found

    return view


def _share(view: View, cause: str) -> float:
    return next(c["share"] for c in view["causes"] if c["id"] == cause)


def _first(view: View) -> tuple[str, str]:
    """The likeliest cause and the word for it."""
    return view["causes"][0]["id"], view["causes"][0]["word"]


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _states(*parts: str) -> Iterator[str]:
    """Fragments of every combination; each part lists alternatives, `|` between them."""
    for chosen in product(*(part.split("|") for part in parts)):
        yield "&".join(filter(None, chosen))


# Zendesk: tokens that were not used for 30 days are switched off since 2026-07-28, none can be made
# since 2026-10-27, all stop on 2027-04-30; e-mail and password have not been enough since January 2026.

#: What readers with Zendesk answer; whether it fits together is up to them.
ZENDESK = [
    *_states(
        "integration=zendesk",
        "|status=re-auth|status=failed|status=success|status=dont-know",
        "|key-state=key-active|key-state=key-off|key-state=key-gone|key-state=dont-know",
        "|error=key-invalid|error=password-refused|seen=zendesk-401",
        "|tried=restore-user|skipped=restore-user",
    )
]
NEW_KEYS = {"create-zendesk-token", "replace-api-key"}
SIGN_INS = {"enter-new-password", "reauthorize", "choose-right-account"}


@pytest.mark.parametrize("today", ["2026-10-27", TODAY, "2027-04-29"])
def test_no_reader_is_told_to_make_a_zendesk_token_once_none_can_be_made(
    advise: Advise, today: str
) -> None:
    for answers in ZENDESK:
        view = advise(answers, today)
        assert not NEW_KEYS & {*view["plan"], view["step"]["id"]}, answers


@pytest.mark.parametrize("today", ["2027-04-30", "2027-05-01", "2028-01-01"])
def test_no_zendesk_token_is_repaired_at_all_once_all_have_stopped(
    advise: Advise, today: str
) -> None:
    for answers in ZENDESK:
        view = advise(answers, today)
        gone = NEW_KEYS | {"reactivate-zendesk-token"}
        assert not gone & {*view["plan"], view["step"]["id"]}, answers


def test_a_zendesk_token_could_be_made_on_the_last_day(advise: Advise) -> None:
    known = "integration=zendesk&status=re-auth"

    last_day, day_after = advise(known, "2026-10-26"), advise(known, "2026-10-27")

    assert last_day["step"] == {"kind": "try", "id": "create-zendesk-token"}
    assert day_after["step"] == {"kind": "try", "id": "reactivate-zendesk-token"}


def test_a_zendesk_token_that_is_gone_needs_a_ticket_once_none_can_be_made(advise: Advise) -> None:
    known = "integration=zendesk&key-state=key-gone&status=re-auth"

    assert advise(known, "2026-10-26")["step"]["id"] == "create-zendesk-token"
    assert advise(known, "2026-10-27")["step"]["id"] == "ticket"


def test_a_zendesk_message_leads_to_the_token_as_long_as_there_is_one(advise: Advise) -> None:
    known, text = "integration=zendesk&status=re-auth", "401: Couldn't authenticate you"

    assert advise(known, "2026-10-26", text)["step"]["id"] == "create-zendesk-token"
    assert advise(known, "2027-04-29", text)["step"]["id"] == "reactivate-zendesk-token"
    assert advise(known, "2027-04-30", text)["step"]["id"] == "ticket"


def test_an_unused_zendesk_token_is_suspected_since_such_are_switched_off(advise: Advise) -> None:
    known = "integration=zendesk"

    before, since = advise(known, "2026-07-27"), advise(known, "2026-07-28")

    assert _first(since)[0] == "api-key-replaced"
    assert _share(since, "api-key-replaced") > _share(before, "api-key-replaced")


@pytest.mark.parametrize("status", ["re-auth", "failed"])
def test_zendesk_has_retired_its_tokens_is_the_first_cause_once_all_have_stopped(
    advise: Advise, status: str
) -> None:
    known = f"integration=zendesk&status={status}"

    assert _first(advise(known, "2027-04-29"))[0] != "api-retired"
    assert _first(advise(known, "2027-04-30"))[0] == "api-retired"


def test_a_zendesk_password_alone_is_never_advised(advise: Advise) -> None:
    for answers in ZENDESK:
        assert not SIGN_INS & {*advise(answers)["plan"]}, answers


# Mixpanel retires project secrets on 2027-03-03.


def test_mixpanel_has_retired_secrets_is_suspected_from_that_day_on(advise: Advise) -> None:
    failed, refused = "integration=mixpanel&status=failed", "integration=mixpanel&status=re-auth"

    assert _first(advise(failed, "2027-03-02"))[0] == "provider-outage"
    assert _first(advise(failed, "2027-03-03"))[0] == "api-retired"
    before, since = advise(refused, "2027-03-02"), advise(refused, "2027-03-03")
    assert _share(since, "api-retired") > 3 * _share(before, "api-retired")
    assert before["step"] == {"kind": "try", "id": "replace-api-key"}


# Google Ads: versions of its API end on these days; for a month a failure points to it.


@pytest.mark.parametrize("sunset", ["2026-06-10", "2026-08-05", "2026-10-07"])
def test_a_failure_from_the_day_of_a_google_ads_sunset_points_to_it(
    advise: Advise, sunset: str
) -> None:
    known = "changed=nothing-known&integration=google-ads&status=failed"

    before, since = advise(known, _day_before(sunset)), advise(known, sunset)

    assert _first(before)[0] != "api-retired"
    assert "reauthorize" in before["plan"]
    assert _first(since)[0] == "api-retired"
    assert "reauthorize" not in since["plan"]


def test_a_google_ads_sunset_long_ago_is_no_longer_suspected_first(advise: Advise) -> None:
    assert _first(advise("integration=google-ads&status=failed"))[0] != "api-retired"


@pytest.mark.parametrize("today", ["2026-06-09", "2026-10-07", TODAY])
def test_a_retired_version_is_a_ticket_and_no_new_authorization(advise: Advise, today: str) -> None:
    view = advise("error=version-retired&integration=google-ads&status=failed", today)

    assert view["step"] == {"kind": "escalate", "id": "ticket"}
    assert view["plan"] == []


# Salesforce: since September 2025 an app that nobody installed is blocked for new users; SOAP login()
# and old versions of the API end in summer 2027.


def test_salesforce_may_block_the_app_for_whoever_authorizes_it_anew(advise: Advise) -> None:
    known = "changed=reconnected&integration=salesforce&status=re-auth"

    before, since = advise(known, "2025-08-31"), advise(known, "2025-09-01")

    assert _share(since, "consent-blocked") > _share(before, "consent-blocked")
    assert _first(since) == ("consent-blocked", "most-likely")
    assert since["plan"][0] == "have-the-app-allowed"


def test_salesforce_refusing_the_app_is_no_reason_to_authorize_again_first(advise: Advise) -> None:
    view = advise("integration=salesforce&status=re-auth", text="OAUTH_APPROVAL_ERROR_GENERIC")

    assert view["step"] == {"kind": "try", "id": "have-the-app-allowed"}


def test_salesforce_retiring_login_is_suspected_from_summer_2027_on(advise: Advise) -> None:
    known = "integration=salesforce&status=failed"

    before, since = advise(known, "2027-05-31"), advise(known, "2027-06-01")

    assert _share(since, "api-retired") > _share(before, "api-retired")


@pytest.mark.parametrize("today", [TODAY, "2027-06-01"])
def test_a_retired_salesforce_version_is_the_vendors_to_mend(advise: Advise, today: str) -> None:
    view = advise("integration=salesforce&status=failed", today, "UNSUPPORTED_API_VERSION")

    assert _first(view) == ("api-retired", "most-likely")
    assert view["step"] == {"kind": "escalate", "id": "ticket"}


# Authorizations that only last for a time: Adobe Analytics 14 days, Facebook 60, QuickBooks 100 idle.


@pytest.mark.parametrize("status", ["", "&status=re-auth", "&status=failed", "&status=dont-know"])
def test_adobe_analytics_after_two_weeks_is_expired_before_all_else(
    advise: Advise, status: str
) -> None:
    view = advise(f"integration=adobe-analytics&last-authorized=past-its-time{status}")

    assert _first(view) == ("token-expired", "most-likely")
    assert view["causes"][0]["share"] > 5 * view["causes"][1]["share"]
    assert view["plan"][0] == "reauthorize-adobe-analytics"


def test_adobe_analytics_has_a_way_to_authorize_of_its_own(advise: Advise) -> None:
    """Every two weeks, so that most who come here need nothing else."""
    view = advise("integration=adobe-analytics&status=re-auth")

    assert view["step"] == {"kind": "try", "id": "reauthorize-adobe-analytics"}
    assert "reauthorize" not in view["plan"]


@pytest.mark.parametrize("integration", ["facebook-ads", "quickbooks", "google-ads"])
def test_an_authorization_past_its_time_is_renewed(advise: Advise, integration: str) -> None:
    past = advise(f"integration={integration}&last-authorized=past-its-time&status=re-auth")
    within = advise(f"integration={integration}&last-authorized=within-its-time&status=re-auth")

    assert _first(past) == ("token-expired", "most-likely")
    assert past["step"] == {"kind": "try", "id": "reauthorize"}
    assert _first(within)[0] != "token-expired"


# Google Analytics: the status is blank by nature, and Universal Analytics gets no data since July 2023.


@pytest.mark.parametrize("integration", BLANK_BY_NATURE)
def test_a_status_that_is_blank_by_nature_proves_nothing(advise: Advise, integration: str) -> None:
    blank = advise(f"integration={integration}&status=blank")
    unknown = advise(f"integration={integration}&status=dont-know")

    assert _first(blank)[0] == _first(unknown)[0]
    assert blank["step"]["kind"] == "ask"


@pytest.mark.parametrize("status", ["blank", "success"])
def test_universal_analytics_stays_empty_until_another_property_is_connected(
    advise: Advise, status: str
) -> None:
    known = f"integration=google-analytics&since-when=longer-ago&status={status}"

    view = advise(f"analytics-property=universal-analytics&{known}")

    assert _first(view) == ("old-analytics-property", "most-likely")
    assert view["step"] == {"kind": "try", "id": "connect-analytics-4"}


# SSH: host keys are checked strictly since 2026, and only an Admin can refresh them.


@pytest.mark.parametrize("integration", TUNNELS)
def test_a_new_host_key_is_refreshed_and_no_password_is_entered(
    advise: Advise, integration: str
) -> None:
    known = f"integration={integration}&status=failed"

    view = advise(known, text="SSH host key verification failed")

    assert _first(view) == ("ssh-host-key-changed", "most-likely")
    assert view["step"] == {"kind": "try", "id": "refresh-ssh-host-keys"}
    assert "enter-new-password" not in view["plan"]


def test_only_an_admin_can_refresh_a_host_key(advise: Advise) -> None:
    known = "access=settings-closed&error=host-key&integration=mysql-ssh&status=failed"

    view = advise(known)

    assert view["step"] == {"kind": "try", "id": "ask-an-admin"}
    assert view["plan"] == []
    assert advise(view["replies"]["fixed"])["step"]["id"] == "refresh-ssh-host-keys"


def test_a_host_key_that_two_refreshes_did_not_mend_is_not_refreshed_again(advise: Advise) -> None:
    known = "error=host-key&integration=mysql-ssh&status=failed&tried=refresh-ssh-host-keys"

    assert "refresh-ssh-host-keys" not in advise(known)["plan"]


# The allowlist needs two addresses, and some older instructions name one.


@pytest.mark.parametrize("integration", DATABASES)
def test_an_allowlist_with_one_address_is_half_open(advise: Advise, integration: str) -> None:
    known = f"addresses-allowed=not-both-allowed&integration={integration}&status=failed"

    view = advise(known)

    assert _first(view)[0] == "firewall"
    assert view["plan"][0] == "allow-both-addresses"


def test_a_server_that_refuses_the_second_address_is_told_of_both(advise: Advise) -> None:
    text = "Host '34.250.211.151' is not allowed to connect to this MySQL server"

    view = advise("integration=mysql-direct&status=failed", text=text)

    assert view["step"] == {"kind": "try", "id": "allow-both-addresses"}


# Adobe Commerce on cloud: where a second factor is enforced, a key alone no longer opens the tunnel.


def test_a_cloud_project_with_enforced_mfa_needs_no_new_key(advise: Advise) -> None:
    known = "integration=adobe-commerce-cloud&status=failed"

    view = advise(known, text="Permission denied; reason: access requires MFA")

    assert _first(view) == ("mfa-or-sso-enforced", "most-likely")
    assert view["step"]["id"] in ("exempt-cloud-tunnel", "ticket")
    assert not {"restore-ssh-key", "enter-new-password"} & {*view["plan"]}


def test_a_cloud_project_is_not_told_to_enrol_what_only_a_person_can(advise: Advise) -> None:
    known = "cloud-mfa=mfa-on&integration=adobe-commerce-cloud"
    for answers in _states(known, "|status=re-auth|status=failed", "|error=second-factor"):
        assert "satisfy-security-policy" not in advise(answers)["plan"], answers
