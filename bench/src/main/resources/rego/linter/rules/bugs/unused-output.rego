# METADATA
# description: What is found is used
package lint.rules.bugs["unused-output"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "bugs",
	"title": "unused-output",
	"description": "What is found is used",
}

report contains violation if {
	some index
	some expression in ast.found.expressions[index]
	ref := expression.terms
	ref.type == "ref"
	last := ref.value[count(ref.value) - 1]
	last.type == "var"
	uses := [term | some vars in ast.found.vars[index]; some term in vars; term.value == last.value]
	count(uses) == 1
	violation := util.violation(about, last)
}
