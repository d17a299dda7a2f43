# METADATA
# title: What the linter says about one file
package lint.main

import rego.v1

import data.lint.util

report contains violation if {
	some category, title
	some violation in data.lint.rules[category][title].report
	not util.ignored(violation)
	not silenced(violation)
}

# A comment such as `# lint ignore:line-length` silences rules on the next line.
silences[row] contains title if {
	some comment in input.comments
	text := trim_space(comment.text)
	startswith(text, "lint ignore:")
	some title in split(trim_prefix(text, "lint ignore:"), ",")
	row := util.location(comment).row + 1
}

silenced(violation) if violation.title in silences[violation.location.row]

summary[category] := count(found) if {
	some category, _ in data.lint.rules
	found := [violation | some violation in report; violation.category == category]
}

lint := {"violations": report, "summary": summary, "files": 1}
