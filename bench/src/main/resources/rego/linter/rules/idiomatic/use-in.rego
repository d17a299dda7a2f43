# METADATA
# description: Membership is asked with in
package lint.rules.idiomatic["use-in"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "idiomatic",
	"title": "use-in",
	"description": "Membership is asked with in",
}

report contains violation if {
	some index
	some call in ast.found.calls[index]
	call.name in {"eq", "equal"}
	some i in [0, 1]
	call.args[i].type == "ref"
	last := call.args[i].value[count(call.args[i].value) - 1]
	last.type == "var"
	startswith(last.value, "$")
	call.args[1 - i].type in ast.scalars
	violation := util.violation(about, call)
}
