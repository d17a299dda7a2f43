# METADATA
# description: What is imported is used
package lint.rules.bugs["unused-import"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "bugs",
	"title": "unused-import",
	"description": "What is imported is used",
}

used contains name if {
	some index
	some ref in ast.found.refs[index]
	name := ref.value[0].value
}

used contains name if {
	some index
	some vars in ast.found.vars[index]
	some term in vars
	name := term.value
}

report contains violation if {
	some item in input.imports
	path := item.path.value
	name := path[count(path) - 1].value
	path[0].value in {"data", "input"}
	not item.alias
	not name in used
	violation := util.violation(about, item)
}
