# METADATA
# description: Comprehensions keep their variables
package lint.rules.bugs["leaked-variable"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "bugs",
	"title": "leaked-variable",
	"description": "Comprehensions keep their variables",
}

report contains violation if {
	some index
	some comprehension in ast.found.comprehensions[index]
	comprehension.value.term.type == "var"
	name := comprehension.value.term.value
	bound := [term |
		walk(comprehension.value.body, [_, term])
		term.type == "var"
		term.value == name
	]
	count(bound) == 0
	violation := util.violation(about, comprehension)
}
