# METADATA
# description: Names do not begin with get_ or list_
package lint.rules.style["avoid-get-prefix"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "avoid-get-prefix",
	"description": "Names do not begin with get_ or list_",
}

report contains violation if {
	some rule in ast.functions
	strings.any_prefix_match(ast.name_of(rule), {"get_", "list_", "is_get_"})
	violation := util.violation(about, rule.head)
}
