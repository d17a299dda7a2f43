# METADATA
# description: Big documents are not walked in every rule
package lint.rules.performance["walk-in-rule"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "performance",
	"title": "walk-in-rule",
	"description": "Big documents are not walked in every rule",
}

report contains violation if {
	some index
	some call in ast.found.calls[index]
	call.name == "walk"
	call.args[0].type == "ref"
	call.args[0].value[0].value == "input"
	violation := util.violation(about, call)
}
