# METADATA
# description: A value that always holds needs no body
package lint.rules.style["unconditional-assignment"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "unconditional-assignment",
	"description": "A value that always holds needs no body",
}

report contains violation if {
	some rule in input.rules
	count(rule.body) == 1
	not rule["else"]
	rule.head.value.type == "var"
	terms := rule.body[0].terms
	terms[0].value[0].value in {"assign", "eq"}
	terms[1].type == "var"
	terms[1].value == rule.head.value.value
	terms[2].type in ast.scalars
	violation := util.violation(about, rule)
}
