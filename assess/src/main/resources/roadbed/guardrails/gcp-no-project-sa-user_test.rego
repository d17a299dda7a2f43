package guardrails.gcp_no_project_sa_user_test

import data.guardrails.gcp_no_project_sa_user

test_passes_on_another_role if {
	count(gcp_no_project_sa_user.deny) == 0 with input as {"facets": {"role": "roles/viewer"}}
}

test_fails_on_the_role if {
	count(gcp_no_project_sa_user.deny) == 1 with input as {"facets": {"role": "roles/iam.serviceAccountUser"}}
}
