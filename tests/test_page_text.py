"""The text of a built page is held to what Markdown and our macros make, and cannot touch what stands around it."""

from __future__ import annotations

import pytest

from macros.checks.page_text import BEGIN, END, faults

PAGE = (
    "<!doctype html><html lang=en><head><title>T</title></head><body data-root=.><header><b>H</b></header><main>"
    f"<article class=x><h1>T</h1>\n{BEGIN}{{}}{END}\n<p class=framed-source>From</p></article><nav><a href=.>N</a></nav>"
    "</main></body></html>"
)
GOOD = (
    "",
    '<p>Text <strong>b</strong> <em>e</em> <code>c</code><br>&lt;mark&gt; <a href="https://elsewhere.example/">x</a></p>',
    '<h2 id="do"><a href="#do" aria-hidden="true" tabindex="-1"></a>Do</h2><ul><li class="item avoid" id="x"><span class="tick"><input type="checkbox" autocomplete="off"'
    ' aria-labelledby="tick-greet-x" data-item="greet/x"> <span id="tick-greet-x">Y</span></span> <a class="certainty certainty-low" href="../../about/evidence/#low">Low</a></li></ul>',
    '<p>x<sup>2<sup>y</sup></sup> <sup>3</sup> <a href="https://elsewhere.example/@x">@</a> <a href="mailto:a@elsewhere.example">m</a></p>',
    '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table><ol start="3"><li>c</li></ol>',
    '<p><img src="../../assets/x.png" alt="A hand"><a href="mailto:x@elsewhere.example">m</a></p><hr><pre><code>d</code></pre>',
    '<form class="filter js-only" data-module="filter"><label>W<input type="search" autocomplete="off"></label><output></output></form>',
    '<svg class="plot" viewBox="0 0 300 9" width="300" height="9" role="img" aria-label="One dot"><g fill="currentColor" stroke="none"><text x="1" y="2.5">A</text></g><path d="M1 2.5h0" stroke="currentColor"/></svg>',
    "<p>\u101c\u103b\u103e\u1031\u102c\u1037</p>",  # a Burmese word with five marks on a letter, most of them beside it
)
NOT_MADE = (
    "<p>\u1019\u1037\u1037\u1037\u103b\u1037\u1037</p>",
    "<mark>x</mark>", "<script src='../../search/index.json'></script>", "<style>a{}</style>", "<template>x</template>",
    '<meta http-equiv=refresh content="1;URL=https://elsewhere.example/">', '<meta name=referrer content=unsafe-url>',
    '<link rel=canonical href="https://elsewhere.example/">', "<base href=//elsewhere.example>", "<dialog open>x</dialog>",
    "<form><input type=password autofocus></form>", "<input data-item='greet/say-it'>", "<input type=password>",
    "<button popovertarget=x>y</button>", "<div popover id=x>y</div>", "<noscript>x</noscript>", "<svg></svg>", "<math></math>",
    "<https:x/autofocus/tabindex=0/id=probe>", "<p tabindex=0>x</p>", "<p autofocus>x</p>", "<p hidden>x</p>", "<p dir=rtl>5 - 10</p>",
    '<p class="facts">x</p>', '<p class="said">x</p>', '<a class="explain" href=".">x</a>', '<p class="framed-source">x</p>',
    '<p class="search">x</p>', '<p class="filter">x</p>', '<em class="unseen">x</em>', '<a class="certainty" href="https://elsewhere.example/#do">High</a>',
    '<a href="javascript:x()">x</a>', '<a href="java&#9;script:x()">x</a>', '<a href="//elsewhere.example/">x</a>', r'<a href="\\elsewhere.example">x</a>',
    '<a href="/\\elsewhere.example">x</a>', '<a href="data:text/html,x">x</a>', '<a href=".." target=_blank>x</a>', '<a href=".." rel=opener>x</a>',
    '<a href=".." data-do=page>x</a>', '<a href=".." aria-label="No">Yes</a>', '<a href=".." onclick="x()">x</a>', '<p style="color:red">x</p>',
    '<img src="https://elsewhere.example/x.png" alt="">', '<img src="../x.png" srcset="https://elsewhere.example/x.png 2x" alt="">',
    '<a href=".." aria-hidden="true">x</a>', '<a href="#b" tabindex="-5">x</a>', '<a href=".." tabindex="-1">x</a>', '<p id="b"><a href="#b" aria-hidden="true" tabindex="-1"></a>x</p>',
    '<h2 id="b"><a href="#b" aria-hidden="true" tabindex="-1">x</a></h2>', '<h2 id="b"><a href="#b" aria-hidden="true" tabindex="-1"><img src="x.png" alt="y"></a>x</h2>',
    '<h2 id="b"><a href="#b" tabindex="-1"></a>x</h2>', '<h2 id="b"><a href="#b" aria-hidden="true"></a>x</h2>', '<h3 id="b"><a href="#c" aria-hidden="true" tabindex="-1"></a>x</h3>',
    '<h2><a href="#None" aria-hidden="true" tabindex="-1"></a>x</h2>', "<details open>x</details>", "<iframe></iframe>", "<object></object>", "<!-- x -->", "<p id='a b'>x</p>", "<select></select>",
    "<path d='M0 0'/>", "<svg class=plot><style>a{}</style></svg>", "<svg class=plot><path d='M0 0' fill='url(#x)'/></svg>",
    "<svg class=plot><image href='x.png'/></svg>", "<svg class=plot><foreignObject><p>x</p></foreignObject></svg>", "<svg class=plot onload='x()'></svg>", "<text>x</text>",
    "<sup><sup><sup>x</sup></sup></sup>", "<small><b><small><i><small>x</small></i></small></b></small>", "<p>a\u0301\u0301\u0301\u0301\u0301</p>",
    '<a href="https://handbook.example@elsewhere.example/">x</a>', "<textarea></textarea>", "<h1>x</h1>", "<main>x</main>", "<article>x</article>", "<nav>x</nav>", "<marquee>x</marquee>", "<p lang='\"'>x</p>",
)  # fmt: skip
AROUND = (
    "</article>", "</article><p>x</p><article class=x>", "</main></body>x", "<body hidden>", "<html data-print=card>", "<!--", "<small>x", "<a href='.'>x",
    "<p><b>x", "<table><tr><td>x", "<plaintext>", "<textarea>", "<title>", "<select>", "</div></article></main>x", f"{END}x{BEGIN}", END, BEGIN,
    "<noscript><b title='</noscript><mark onclick=x()>'>", "<table><article>", "<svg><p>", "<style>", "<xmp>", "<ul><li>x", "<section>",
)  # fmt: skip


@pytest.mark.parametrize("text", GOOD, ids=range(len(GOOD)))
def test_what_markdown_and_macros_make_is_left_alone(text: str) -> None:
    assert list(faults(PAGE.format(text))) == []


@pytest.mark.parametrize("text", NOT_MADE)
def test_what_neither_makes_is_refused_on_its_line(text: str) -> None:
    found = list(faults(PAGE.format(f"<p>a</p>\n{text}\n")))
    assert found
    assert {code for _, code, _ in found} <= {"KB914", "KB915"}
    assert {line for line, code, _ in found if code == "KB914"} <= {2, 3}


@pytest.mark.parametrize("text", AROUND)
def test_a_text_that_reaches_beyond_its_end_is_refused(text: str) -> None:
    assert [code for _, code, _ in faults(PAGE.format(text))]


def test_a_page_with_an_article_says_where_its_text_stands() -> None:
    assert [code for _, code, _ in faults("<article>x</article>")] == ["KB915"]
    assert list(faults("<h1>This page has moved</h1>")) == []
