# METADATA
# description: Tests stand in a package of tests
package lint.rules.bugs["test-outside-test-package"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "bugs",
	"title": "test-outside-test-package",
	"description": "Tests stand in a package of tests",
}

report contains violation if {
	not endswith(ast.package_name, "_test")
	some rule in ast.tests
	violation := util.violation(about, rule.head)
}
