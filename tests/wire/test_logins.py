"""Cookie sessions. The signature was made by the `cookie-signature` package."""

from medusa_mock.wire.logins import SECONDS, Login, Logins


class Watch:
    """A clock that is set by hand."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def cookie(logins: Logins, login: Login) -> str:
    return logins.set_cookie(login).decode().partition(";")[0]


def logged_in(logins: Logins, user_id: str = "usr_1", realm: str = "default") -> str:
    """The cookie of a visitor who logged in with a first request."""
    login = logins.of(None)
    login.begin("admin", user_id, realm)
    header = cookie(logins, login)
    logins.keep(login)
    return header


def test_who_comes_without_a_cookie_gets_a_session_of_his_own() -> None:
    logins = Logins("secret")
    first, second = logins.of(None), logins.of(None)
    assert first.is_new
    assert first.sid != second.sid
    assert len(first.sid) == 32


def test_a_visitor_keeps_his_session_without_logging_in() -> None:
    logins = Logins("secret")
    login = logins.of(None)
    header = cookie(logins, login)
    logins.keep(login)
    again = logins.of(header)
    assert again.sid == login.sid
    assert not again.is_new


def test_a_login_is_found_by_its_cookie_among_others() -> None:
    logins = Logins("secret")
    header = logged_in(logins)
    assert logins.of(f"a=1; {header}; b=2").account("admin", "default") == "usr_1"


def test_users_of_one_state_are_nobody_in_another() -> None:
    logins = Logins("secret")
    assert logins.of(logged_in(logins, realm="a")).account("admin", "b") is None


def test_a_visitor_may_log_in_later() -> None:
    logins = Logins("secret")
    login = logins.of(None)
    header = cookie(logins, login)
    logins.keep(login)
    again = logins.of(header)
    again.begin("admin", "usr_2", "default")
    logins.keep(again)
    assert logins.of(header).account("admin", "default") == "usr_2"


def test_an_ended_session_is_gone() -> None:
    logins = Logins("secret")
    header = logged_in(logins)
    login = logins.of(header)
    login.end("admin")
    logins.keep(login)
    assert logins.of(header).is_new


def test_a_user_and_a_customer_share_a_session_until_both_are_gone() -> None:
    logins = Logins("secret")
    header = logged_in(logins)
    login = logins.of(header)
    login.begin("store", "cus_1", "default")
    login.end("admin")
    logins.keep(login)
    assert logins.of(header).account("admin", "default") is None
    assert logins.of(header).account("store", "default") == "cus_1"
    login.end("store")
    logins.keep(login)
    assert logins.of(header).is_new


def test_who_logs_in_to_another_mock_session_is_alone_there() -> None:
    login = Logins("secret").of(None)
    login.begin("admin", "usr_1", "a")
    login.begin("store", "cus_1", "b")
    assert login.account("admin", "a") is login.account("admin", "b") is None


def test_a_session_lasts_ten_hours() -> None:
    watch = Watch()
    logins = Logins("secret", now=watch)
    header = logged_in(logins)
    watch.now += SECONDS - 1
    assert logins.of(header).account("admin", "default") == "usr_1"
    watch.now += 2
    assert logins.of(header).is_new


def test_a_foreign_or_broken_cookie_is_none() -> None:
    theirs = logged_in(Logins("another secret"))
    for header in (
        theirs,
        "connect.sid=s%3Anothing.signed",
        "connect.sid=",
        "connect.sid=x",
        ";;=",
        "connect.sid=\u00e4.\u00e4",
    ):
        assert Logins("secret").of(header).is_new


def test_log_ins_are_bounded_and_the_longest_unused_goes_first() -> None:
    logins = Logins("secret", most=2)
    first, second = logged_in(logins, "usr_1"), logged_in(logins, "usr_2")
    logins.keep(logins.of(first))
    third = logged_in(logins, "usr_3")
    assert [logins.of(header).account("admin", "default") for header in (first, second, third)] == [
        "usr_1",
        None,
        "usr_3",
    ]


def test_the_cookie_has_the_form_that_express_gives_it() -> None:
    logins = Logins("secret", now=lambda: 0)
    login = Login("abc", expires=36_000)
    assert logins.set_cookie(login) == (
        b"connect.sid=s%3Aabc.mUba1OAOkT%2FIvo5dP34RCkqegy%2BD%2BwnDRShdeGONig4; Path=/; "
        b"Expires=Thu, 01 Jan 1970 10:00:00 GMT; HttpOnly"
    )
