# METADATA
# description: sprintf gets as many values as it shows
package lint.rules.bugs["format-arguments"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "bugs",
	"title": "format-arguments",
	"description": "sprintf gets as many values as it shows",
}

report contains violation if {
	some index
	some call in ast.found.calls[index]
	call.name == "sprintf"
	call.args[0].type == "string"
	call.args[1].type == "array"
	shown := count(regex.find_n(`%[-+# 0]*[0-9]*(\.[0-9]+)?[a-zA-Z]`, replace(call.args[0].value, "%%", ""), -1))
	shown != count(call.args[1].value)
	violation := util.violation(about, call)
}
