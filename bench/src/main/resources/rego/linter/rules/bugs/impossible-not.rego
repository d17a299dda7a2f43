# METADATA
# description: A partial rule is always defined
package lint.rules.bugs["impossible-not"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "bugs",
	"title": "impossible-not",
	"description": "A partial rule is always defined",
}

partial_rules := {ast.name_of(rule) | some rule in input.rules; rule.head.key; not rule.head.value}

report contains violation if {
	some index
	some expression in ast.found.expressions[index]
	expression.negated
	expression.terms.type in {"var", "ref"}
	name := negated_name(expression.terms)
	name in partial_rules
	violation := util.violation(about, expression)
}

negated_name(term) := term.value if term.type == "var"

negated_name(term) := term.value[0].value if {
	term.type == "ref"
	count(term.value) == 1
}
