# METADATA
# description: walk says what it does not need
package lint.rules.idiomatic["no-walk-with-path"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "idiomatic",
	"title": "no-walk-with-path",
	"description": "walk says what it does not need",
}

report contains violation if {
	some index
	some call in ast.found.calls[index]
	call.name == "walk"
	call.args[1].type == "array"
	path := call.args[1].value[0]
	path.type == "var"
	not startswith(path.value, "$")
	not used_again(index, path.value)
	violation := util.violation(about, call)
}

used_again(index, name) if {
	found := [term | some vars in ast.found.vars[index]; some term in vars; term.value == name]
	count(found) > 1
}
