# METADATA
# description: No rule is written twice
package lint.rules.bugs["duplicate-rule"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "bugs",
	"title": "duplicate-rule",
	"description": "No rule is written twice",
}

texts[text] contains i if {
	some i, rule in input.rules
	place := util.location(rule)
	text := concat("", [squeezed |
		some row in numbers.range(place.row, place.end.row)
		squeezed := regex.replace(input.regal.file.lines[row - 1], `\s+`, "")
	])
}

report contains violation if {
	some text, places in texts
	count(places) > 1
	sorted := sort(places)
	some i in array.slice(sorted, 1, count(sorted))
	violation := util.violation(about, input.rules[i])
}
