"""Handles made of titles. What is expected is what lodash's `kebabCase` says."""

import pytest

from medusa_mock.domain.handles import handle_of


@pytest.mark.parametrize(
    ("title", "handle"),
    [
        ("Winter jumper", "winter-jumper"),
        ("Assam, loose leaf", "assam-loose-leaf"),
        ("Crème brûlée & Söhne, №5!", "creme-brulee-sohne-№-5"),
        ("O'Neill\u2019s", "o-neills"),
        ("iPhone 12ProMax", "i-phone-12-pro-max"),
        ("XMLHttp a/b_c", "xml-http-a-b-c"),
        ("1st and 22ND", "1st-and-22nd"),
        ("Łódź, Ĳssel, Æther", "lodz-i-jssel-aether"),
        ("京都 tea", "京都-tea"),
        ("tea \U0001f375 time", "tea-\U0001f375-time"),
        ("  ...  ", ""),
    ],
)
def test_a_handle_is_made_as_the_real_server_makes_it(title: str, handle: str) -> None:
    assert handle_of(title) == handle
