# METADATA
# description: Names are in snake case
package lint.rules.style["prefer-snake-case"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "prefer-snake-case",
	"description": "Names are in snake case",
}

report contains violation if {
	some rule in input.rules
	some i, term in rule.head.ref
	term.type in {"var", "string"}
	not util.snake_case(term.value)
	violation := util.violation(about, term)
}

report contains violation if {
	some index
	some vars in ast.found.vars[index]
	some term in vars
	not util.snake_case(term.value)
	violation := util.violation(about, term)
}
