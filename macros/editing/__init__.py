"""Commands that write to docs/ for a contributor: a new article, the ledger of permalinks, a moved article."""
