# METADATA
# description: Iteration is written with some in
package lint.rules.style["prefer-some-in"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "prefer-some-in",
	"description": "Iteration is written with some in",
}

report contains violation if {
	some index, refs in ast.found.refs
	some ref in refs
	some i, term in ref.value
	i > 0
	term.type == "var"
	startswith(term.value, "$")
	not ref_in_output(index, ref)
	violation := util.violation(about, ref)
}

ref_in_output(index, ref) if {
	some term in input.rules[to_number(index)].head.ref
	term.location == ref.location
}
