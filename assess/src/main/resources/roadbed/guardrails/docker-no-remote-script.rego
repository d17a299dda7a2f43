# METADATA
# title: "No script from the network is run as it is fetched"
# related_resources:
#   - https://docs.docker.com/build/building/best-practices/
# custom:
#   id: docker-no-remote-script
#   severity: high
#   provider: other
#   kinds: [container.build, pipeline.job, pipeline]
#   types: [dockerfile, github_workflow_job, github_composite_action, gitlab_pipeline_job, jenkins_pipeline]
#   needs: [remote_scripts]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Whoever controls the address, or the way to it, decides what the image contains, or what the job
#     does.
#   remediation: >-
#     Fetch the script by a version, check its sum, and run it then; or install a package.
#   controls: ["SLSA 1.0 Build L3", "ISO 27001:2022 A.8.30"]
#   examples:
#     dockerfile: |
#       RUN curl -fsSLo install.sh https://example.com/1.2.3/install.sh \
#           && echo "$INSTALL_SHA256  install.sh" | sha256sum -c - \
#           && sh install.sh
package guardrails.docker_no_remote_script

deny contains message if {
	some source in input.facets.remote_scripts
	message := sprintf("what %s answers is run at once", [source])
}
