# METADATA
# description: No rule has a builtin's name
package lint.rules.bugs["rule-shadows-builtin"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "bugs",
	"title": "rule-shadows-builtin",
	"description": "No rule has a builtin's name",
}

builtin_names := {
	"abs", "all", "any", "ceil", "concat", "contains", "count", "endswith", "floor", "indexof", "intersection",
	"is_array", "is_object", "is_string", "lower", "max", "min", "plus", "print", "product", "replace", "round",
	"sort", "split", "sprintf", "startswith", "substring", "sum", "to_number", "trim", "type_name", "union", "upper", "walk",
}

report contains violation if {
	some rule in input.rules
	rule.head.ref[0].value in builtin_names
	violation := util.violation(about, rule.head)
}

report contains violation if {
	some rule in input.rules
	some arg in rule.head.args
	arg.type == "var"
	arg.value in builtin_names
	violation := util.violation(about, arg)
}
