# METADATA
# description: A rule is not too long
package lint.rules.style["rule-length"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "rule-length",
	"description": "A rule is not too long",
}

limit := data.settings.rules.style["rule-length"]["max-rule-length"]

report contains violation if {
	some rule in input.rules
	place := util.location(rule)
	length := (place.end.row - place.row) + 1
	length > limit
	violation := util.violation(about, rule)
}
