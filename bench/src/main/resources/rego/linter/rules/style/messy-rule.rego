# METADATA
# description: Definitions of one rule stand together
package lint.rules.style["messy-rule"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "messy-rule",
	"description": "Definitions of one rule stand together",
}

report contains violation if {
	some i, rule in input.rules
	i > 0
	name := ast.name_of(rule)
	previous := ast.name_of(input.rules[i - 1])
	previous != name
	some j in numbers.range(0, i - 1)
	ast.name_of(input.rules[j]) == name
	violation := util.violation(about, rule)
}
