# METADATA
# description: The same is not counted again and again
package lint.rules.performance["count-in-loop"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "performance",
	"title": "count-in-loop",
	"description": "The same is not counted again and again",
}

report contains violation if {
	some index
	calls := [call | some call in ast.found.calls[index]; call.name == "count"]
	texts := [json.marshal([shape(arg) | some arg in call.args]) | some call in calls]
	repeated := util.duplicates(texts)
	some i, call in calls
	texts[i] in repeated
	not texts[i] in {texts[j] | some j in numbers.range(0, i); j < i}
	violation := util.violation(about, call)
}

shape(term) := ast.ref_text(term.value) if term.type == "ref"

shape(term) := term.value if term.type in {"var", "string", "number"}

shape(term) := term.type if not term.type in {"ref", "var", "string", "number"}
