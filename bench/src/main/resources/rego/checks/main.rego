# METADATA
# title: What all checks find
package main

import rego.v1

findings contains finding if {
	some name
	some result in data.checks[name].deny
	metadata := data.checks[name].about
	finding := {
		"check": metadata.id,
		"severity": metadata.severity,
		"title": metadata.title,
		"message": result.msg,
		"resource": result.resource,
	}
}

count_by_severity[severity] := total if {
	some severity in {"LOW", "MEDIUM", "HIGH", "CRITICAL"}
	total := count({finding | some finding in findings; finding.severity == severity})
}

report := {"findings": findings, "count": count_by_severity}
