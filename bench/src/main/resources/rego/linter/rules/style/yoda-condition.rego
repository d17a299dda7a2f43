# METADATA
# description: A constant stands on the right
package lint.rules.style["yoda-condition"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "yoda-condition",
	"description": "A constant stands on the right",
}

report contains violation if {
	some index
	some call in ast.found.calls[index]
	call.name in {"equal", "neq", "gt", "lt", "gte", "lte"}
	call.args[0].type in ast.scalars
	not call.args[1].type in ast.scalars
	violation := util.violation(about, call)
}
