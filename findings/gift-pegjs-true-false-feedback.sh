#!/usr/bin/env bash
# gift-pegjs 1.0.2, a reader of GIFT, Moodle's text format for questions: true or false, with words for a wrong and for a right answer.
# Expected: of {TRUE#wrong#right}, where Moodle shows the first text to whoever answers wrongly, trueFeedback "right" and falseFeedback
# "wrong", so that each is what to say to that answer.
# Seen: trueFeedback is the first text whatever the right answer is. It fits the answer "true" if the statement is false, and is the
# opposite of what the writer meant if it is true.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" gift-pegjs@1.0.2
cd "$folder" && node --input-type=module - <<'JS'
import assert from "node:assert"
import { parse } from "gift-pegjs"

const seen = Object.fromEntries(
  ["TRUE", "FALSE"].map((right) => {
    const [question] = parse(`The sky is blue {${right}#for a wrong answer#for a right answer}`)
    return [right, { true: question.trueFeedback.text, false: question.falseFeedback.text }]
  }),
)
console.log(seen)
const first = { true: "for a wrong answer", false: "for a right answer" }
assert.deepEqual(seen, { TRUE: first, FALSE: first })
JS
