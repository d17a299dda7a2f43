# METADATA
# description: No print is left behind
package lint.rules.testing["print-call"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "testing",
	"title": "print-call",
	"description": "No print is left behind",
}

report contains violation if {
	some index
	some call in ast.found.calls[index]
	call.name in {"print", "trace"}
	violation := util.violation(about, call)
}
