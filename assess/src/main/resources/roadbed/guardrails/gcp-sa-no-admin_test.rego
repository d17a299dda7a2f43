package guardrails.gcp_sa_no_admin_test

import data.guardrails.gcp_sa_no_admin

test_passes_on_a_narrow_role if {
	count(gcp_sa_no_admin.deny) == 0 with input as {"facets": {"role": "roles/cloudsql.client", "members": ["serviceAccount:a@b.iam.gserviceaccount.com"]}}
}

test_passes_for_a_group if {
	count(gcp_sa_no_admin.deny) == 0 with input as {"facets": {"role": "roles/storage.admin", "members": ["group:ops@example.com"]}}
}

test_fails_on_an_admin_role if {
	count(gcp_sa_no_admin.deny) == 1 with input as {"facets": {"role": "roles/storage.admin", "members": ["serviceAccount:a@b.iam.gserviceaccount.com"]}}
}

test_fails_on_editor if {
	count(gcp_sa_no_admin.deny) == 1 with input as {"facets": {"role": "roles/editor", "members": ["serviceAccount:a@b.iam.gserviceaccount.com"]}}
}
