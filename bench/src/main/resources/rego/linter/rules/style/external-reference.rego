# METADATA
# description: Functions use their arguments
package lint.rules.style["external-reference"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "external-reference",
	"description": "Functions use their arguments",
}

report contains violation if {
	some i, rule in input.rules
	rule.head.args
	names := {arg.value | some arg in rule.head.args; arg.type == "var"}
	some ref in ast.found.refs[sprintf("%d", [i])]
	ref.value[0].value in {"input", "data"}
	not ref.value[0].value in names
	count(ref.value) > 2
	violation := util.violation(about, ref)
}
