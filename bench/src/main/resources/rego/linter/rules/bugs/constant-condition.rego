# METADATA
# description: A condition can fail
package lint.rules.bugs["constant-condition"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "bugs",
	"title": "constant-condition",
	"description": "A condition can fail",
}

report contains violation if {
	some index
	some expression in ast.found.expressions[index]
	expression.terms.type in {"boolean", "number", "string"}
	violation := util.violation(about, expression)
}

report contains violation if {
	some index
	some call in ast.found.calls[index]
	call.name in {"equal", "gt", "gte", "lt", "lte", "neq"}
	call.args[0].type in ast.scalars
	call.args[1].type in ast.scalars
	violation := util.violation(about, call)
}
