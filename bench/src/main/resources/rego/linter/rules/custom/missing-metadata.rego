# METADATA
# description: Every rule of a package's face has metadata
package lint.rules.custom["missing-metadata"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "custom",
	"title": "missing-metadata",
	"description": "Every rule of a package's face has metadata",
}

report contains violation if {
	some i, rule in input.rules
	not rule.head.args
	name := ast.name_of(rule)
	name in {"deny", "warn", "allow", "violation"}
	not rule.annotations
	violation := util.violation(about, rule.head)
}
