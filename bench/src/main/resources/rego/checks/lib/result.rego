# METADATA
# title: How a finding is made
# custom:
#   library: true
package lib.result

import rego.v1

new(message, cause) := object.union(
	{
		"msg": message,
		"startline": object.get(cause, ["__defsec_metadata", "startline"], object.get(cause, "startline", 0)),
		"endline": object.get(cause, ["__defsec_metadata", "endline"], object.get(cause, "endline", 0)),
	},
	{"resource": object.get(cause, "name", "")},
)
