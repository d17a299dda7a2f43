# METADATA
# description: A rule does not say its package again
package lint.rules.style["rule-name-repeats-package"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "rule-name-repeats-package",
	"description": "A rule does not say its package again",
}

report contains violation if {
	some rule in input.rules
	last := ast.package_path[count(ast.package_path) - 1]
	name := ast.name_of(rule)
	startswith(name, sprintf("%s_", [last]))
	violation := util.violation(about, rule.head)
}
