# METADATA
# description: Rules are named by agreement
package lint.rules.custom["naming-convention"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "custom",
	"title": "naming-convention",
	"description": "Rules are named by agreement",
}

conventions := [
	{"targets": {"function"}, "pattern": `^[a-z][a-z0-9_]{1,40}$`},
	{"targets": {"rule"}, "pattern": `^(deny|warn|allow|violation|[a-z][a-z0-9_]{2,40})$`},
	{"targets": {"variable"}, "pattern": `^[a-z][a-z0-9_]{0,30}$`},
]

report contains violation if {
	some convention in conventions
	"function" in convention.targets
	some rule in ast.functions
	not regex.match(convention.pattern, rule.head.ref[0].value)
	violation := util.violation(about, rule.head)
}

report contains violation if {
	some convention in conventions
	"rule" in convention.targets
	some rule in input.rules
	not rule.head.args
	not regex.match(convention.pattern, rule.head.ref[0].value)
	violation := util.violation(about, rule.head)
}

report contains violation if {
	some convention in conventions
	"variable" in convention.targets
	some index
	some vars in ast.found.vars[index]
	some term in vars
	not regex.match(convention.pattern, term.value)
	violation := util.violation(about, term)
}
