"""What a reader meets, in a real browser."""

ARTICLE = "/rapport/active-listening/"
KINDS = (
    "/", "/rapport/", ARTICLE, "/visit/listening/", "/reference/checklists/", "/reference/evidence-library/",
    "/reference/glossary/", "/about/source/", "/about/review-status/", "/contribute/macros/", "/gone/",
)  # fmt: skip
