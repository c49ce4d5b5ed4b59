// One baseline for styles: what every browser has had since 2022 (Safari 16.0, Firefox and Chrome 108).
// What is let through is decoration: a browser that lacks it shows the same text, boxes and buttons.
const decoration = /^(text-size-adjust|text-wrap|print-color-adjust|forced-color-adjust|accent-color|hyphens|orphans|widows|page|outline|mask|appearance)$/
// Firefox has :has() since 121 only: its rules may set distances and lines, never show, hide or place anything.
const decorative = ["marker", "has"]

export default {
  plugins: ["stylelint-plugin-use-baseline"],
  reportNeedlessDisables: true,
  rules: {
    // Nesting, which the other rule does not see: no selector within a rule is allowed.
    "selector-nested-pattern": "(?!)",
    "plugin/use-baseline": [
      true,
      {
        available: 2022,
        ignoreProperties: { [decoration]: ["/^.+$/"], "break-after": ["avoid"] },
        ignoreSelectors: decorative,
        ignoreAtRules: ["page"],
      },
    ],
  },
}
