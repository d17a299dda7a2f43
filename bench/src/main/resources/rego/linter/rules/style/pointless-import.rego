# METADATA
# description: What is in scope is not imported
package lint.rules.style["pointless-import"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "pointless-import",
	"description": "What is in scope is not imported",
}

report contains violation if {
	some item in input.imports
	path := [term.value | some term in item.path.value]
	path[0] == "data"
	array.slice(path, 0, count(ast.package_path)) == ast.package_path
	violation := util.violation(about, item)
}
