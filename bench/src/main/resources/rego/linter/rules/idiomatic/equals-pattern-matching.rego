# METADATA
# description: Equality with an argument is a pattern
package lint.rules.idiomatic["equals-pattern-matching"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "idiomatic",
	"title": "equals-pattern-matching",
	"description": "Equality with an argument is a pattern",
}

report contains violation if {
	some rule in ast.functions
	not rule["else"]
	count(rule.body) == 1
	terms := rule.body[0].terms
	terms[0].value[0].value == "equal"
	args := {arg.value | some arg in rule.head.args; arg.type == "var"}
	terms[1].type == "var"
	terms[1].value in args
	terms[2].type in ast.scalars
	violation := util.violation(about, rule)
}
