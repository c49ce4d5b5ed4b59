// One baseline for scripts: Safari 16.0 and Firefox ESR 115, by what the language has and by what browsers offer.
import compat from "eslint-plugin-compat"
import x from "eslint-plugin-es-x"

const published = ["overrides/assets/js/**/*.js", "macros/site/*.js"]

export default [
  { ignores: ["**/vendor/**", "**/benchmarks/**", "site/**", "build/**", ".venv/**", ".cache/**"] },
  { files: published, ...x.configs["flat/restrict-to-es2023"] },
  {
    files: published,
    plugins: { "es-x": x, compat },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "es-x/no-regexp-lookbehind-assertions": "error",
      "es-x/no-class-static-block": "error",
      "es-x/no-symbols-as-weakmap-keys": "off",
      "compat/compat": "error",
    },
  },
]
