import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The manifests of the three clusters. */
final class Clusters {
  private static final String REGISTRY = AwsEstate.PROD + ".dkr.ecr.eu-central-1.amazonaws.com/nordlicht/";

  private Clusters() {}

  /** What is wrong with a workload, on purpose. */
  private enum Flaw {
    LATEST, NO_LIMITS, ROOT, PRIVILEGED, WRITABLE, HOST_PATH, PLAIN_SECRET, UNOWNED
  }

  private record App(String cluster, String namespace, String name, String team, String image, int replicas, int port, LocalDate since, Set<Flaw> flaws) {}

  private static App app(String cluster, String namespace, String name, String team, String image, int replicas, int port, String since, Flaw... flaws) {
    return new App(cluster, namespace, name, team, image, replicas, port, LocalDate.parse(since), Set.of(flaws));
  }

  private static final List<App> APPS =
      List.of(
          app("eks", "tracking", "tracking-api", "tracking", REGISTRY + "tracking-api:3.18.2", 6, 8080, "2025-01-10"),
          app("eks", "tracking", "tracking-events", "tracking", REGISTRY + "tracking-events:2.7.0", 4, 8080, "2025-01-10", Flaw.WRITABLE),
          app("eks", "tracking", "carrier-sync", "tracking", REGISTRY + "carrier-sync:1.9.4", 2, 8080, "2026-06-14"),
          app("eks", "warehouse", "slotting", "warehouse", REGISTRY + "slotting:5.2.1", 4, 8080, "2025-01-10"),
          app("eks", "warehouse", "pick-planner", "warehouse", REGISTRY + "pick-planner:1.4.0", 3, 8080, "2025-03-02", Flaw.NO_LIMITS),
          app("eks", "warehouse", "label-printer", "warehouse", REGISTRY + "label-printer:latest", 1, 9100, "2025-01-10", Flaw.LATEST, Flaw.PRIVILEGED, Flaw.HOST_PATH, Flaw.NO_LIMITS),
          app("eks", "customs", "declarations", "customs", REGISTRY + "declarations:4.0.3", 3, 8080, "2025-01-10"),
          app("eks", "customs", "tariff-import", "customs", REGISTRY + "tariff-import:0.9.1", 1, 8080, "2025-01-10", Flaw.ROOT, Flaw.WRITABLE, Flaw.PLAIN_SECRET),
          app("eks", "billing", "invoicing", "billing", REGISTRY + "invoicing:6.1.0", 3, 8080, "2025-01-10"),
          app("eks", "billing", "rate-engine", "billing", REGISTRY + "rate-engine:2.2.8", 2, 8080, "2025-02-20", Flaw.WRITABLE, Flaw.NO_LIMITS),
          app("eks", "platform", "notifier", "platform", REGISTRY + "notifier:1.12.0", 2, 8080, "2025-01-10"),
          app("eks", "platform", "status-page", "", "docker.io/library/nginx:1.27", 1, 8080, "2026-03-22", Flaw.ROOT, Flaw.WRITABLE, Flaw.UNOWNED),
          app("aks", "portal", "portal-bff", "customer-portal", "nordlicht.azurecr.io/portal-bff:8.3.0", 4, 8080, "2025-05-06"),
          app("aks", "portal", "session-cache", "customer-portal", "docker.io/valkey/valkey:8.0", 2, 6379, "2025-05-06", Flaw.ROOT),
          app("aks", "portal", "pdf-render", "customer-portal", "nordlicht.azurecr.io/pdf-render:0.4.1", 2, 8080, "2026-08-19", Flaw.WRITABLE),
          app("gke", "routing", "route-optimizer", "routing", "europe-west1-docker.pkg.dev/nordlicht-routing/apps/route-optimizer:11.0.1", 5, 8080, "2025-02-01"),
          app("gke", "routing", "traffic-feed", "routing", "europe-west1-docker.pkg.dev/nordlicht-routing/apps/traffic-feed:3.3.0", 2, 8080, "2025-02-01", Flaw.NO_LIMITS),
          app("gke", "routing", "geocoder", "routing", "europe-west1-docker.pkg.dev/nordlicht-routing/apps/geocoder:dev", 1, 8080, "2026-07-09", Flaw.ROOT, Flaw.WRITABLE, Flaw.NO_LIMITS));

  /** Files by path; each has a namespace's objects. */
  static Map<String, String> files(LocalDate day) {
    Map<String, StringBuilder> texts = new TreeMap<>();
    Map<String, Boolean> opened = new LinkedHashMap<>();
    for (App app : APPS) {
      if (day.isBefore(app.since())) {
        continue;
      }
      String file = "kubernetes/" + app.cluster() + "/" + app.namespace() + ".yaml";
      StringBuilder out = texts.computeIfAbsent(file, _ -> new StringBuilder());
      if (opened.putIfAbsent(file, true) == null) {
        out.append(namespace(app));
      }
      out.append(objects(app, day));
    }
    Map<String, String> files = new TreeMap<>();
    texts.forEach((file, text) -> files.put(file, text.toString()));
    files.put("kubernetes/eks/agents.yaml", agents(day));
    return files;
  }

  private static String namespace(App app) {
    return """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: %s
          labels:
            team: %s
            env: production
            pod-security.kubernetes.io/enforce: %s
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: default-deny
          namespace: %s
        spec:
          podSelector: {}
          policyTypes: [Ingress]
        """
        .formatted(app.namespace(), app.team().isEmpty() ? "platform" : app.team(), app.namespace().equals("warehouse") ? "privileged" : "restricted", app.namespace());
  }

  private static String labels(App app, int indent) {
    String space = " ".repeat(indent);
    String text = space + "app.kubernetes.io/name: " + app.name() + "\n";
    if (!app.flaws().contains(Flaw.UNOWNED)) {
      text += space + "team: " + app.team() + "\n" + space + "env: production\n";
    }
    return text;
  }

  private static String metadata(App app, String name) {
    return "metadata:\n  name: " + name + "\n  namespace: " + app.namespace() + "\n  labels:\n" + labels(app, 4);
  }

  private static String objects(App app, LocalDate day) {
    StringBuilder out = new StringBuilder();
    out.append("---\napiVersion: v1\nkind: ServiceAccount\n").append(metadata(app, app.name())).append("automountServiceAccountToken: false\n");
    out.append("---\napiVersion: v1\nkind: ConfigMap\n").append(metadata(app, app.name()))
        .append("data:\n  LOG_LEVEL: info\n  REGION: eu\n  FEATURE_ETA_V2: \"").append(Stable.number(app.name(), 2) == 0).append("\"\n");
    out.append(deployment(app, day));
    out.append("---\napiVersion: v1\nkind: Service\n").append(metadata(app, app.name()))
        .append("spec:\n  selector:\n    app.kubernetes.io/name: ").append(app.name())
        .append("\n  ports:\n    - port: ").append(app.port()).append("\n      targetPort: ").append(app.port()).append('\n');
    if (app.replicas() >= 4) {
      out.append("---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n").append(metadata(app, app.name()))
          .append("spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: ").append(app.name())
          .append("\n  minReplicas: ").append(app.replicas()).append("\n  maxReplicas: ").append(app.replicas() * 3).append('\n');
    }
    if (app.name().endsWith("-api") || app.name().equals("portal-bff")) {
      out.append("---\napiVersion: networking.k8s.io/v1\nkind: Ingress\n").append(metadata(app, app.name()))
          .append("""
              spec:
                ingressClassName: nginx
                tls:
                  - hosts: [%s.nordlicht.example]
                    secretName: %s-tls
                rules:
                  - host: %s.nordlicht.example
                    http:
                      paths:
                        - path: /
                          pathType: Prefix
                          backend:
                            service:
                              name: %s
                              port:
                                number: %d
              """.formatted(app.name(), app.name(), app.name(), app.name(), app.port()));
      out.append("---\napiVersion: v1\nkind: Secret\n").append(metadata(app, app.name() + "-tls"))
          .append("type: kubernetes.io/tls\ndata:\n  tls.crt: bm90LWEtY2VydGlmaWNhdGU=\n  tls.key: bm90LWEta2V5\n");
    }
    return out.toString();
  }

  private static String deployment(App app, LocalDate day) {
    // In spring hardly anything ran with a read-only file system; the teams caught up one by one.
    boolean readOnly = !app.flaws().contains(Flaw.WRITABLE) && day.isAfter(LocalDate.of(2026, 5, 15).plusDays(Stable.number("ro" + app.name(), 150)));
    boolean root = app.flaws().contains(Flaw.ROOT);
    boolean privileged = app.flaws().contains(Flaw.PRIVILEGED);
    StringBuilder out = new StringBuilder();
    out.append("---\napiVersion: apps/v1\nkind: ").append(app.name().equals("session-cache") ? "StatefulSet" : "Deployment").append('\n').append(metadata(app, app.name()));
    out.append("spec:\n  replicas: ").append(app.replicas()).append('\n');
    if (app.name().equals("session-cache")) {
      out.append("  serviceName: session-cache\n");
    }
    out.append("  selector:\n    matchLabels:\n      app.kubernetes.io/name: ").append(app.name()).append('\n');
    out.append("  template:\n    metadata:\n      labels:\n").append(labels(app, 8));
    out.append("    spec:\n      serviceAccountName: ").append(app.name()).append('\n');
    out.append("      automountServiceAccountToken: false\n");
    out.append("      securityContext:\n        runAsNonRoot: ").append(!root && !privileged).append("\n        seccompProfile:\n          type: RuntimeDefault\n");
    out.append("      containers:\n        - name: ").append(app.name()).append("\n          image: ").append(app.image()).append('\n');
    out.append("          ports:\n            - containerPort: ").append(app.port()).append('\n');
    out.append("          envFrom:\n            - configMapRef:\n                name: ").append(app.name()).append('\n');
    if (app.flaws().contains(Flaw.PLAIN_SECRET)) {
      out.append("          env:\n            - name: TARIFF_API_TOKEN\n              value: sample-").append(Stable.hex(app.name(), 20)).append('\n');
    }
    out.append("          securityContext:\n            allowPrivilegeEscalation: ").append(privileged);
    if (privileged) {
      out.append("\n            privileged: true");
    }
    out.append("\n            readOnlyRootFilesystem: ").append(readOnly && !privileged).append("\n            capabilities:\n              ")
        .append(privileged ? "add: [SYS_ADMIN]\n" : "drop: [ALL]\n");
    if (!app.flaws().contains(Flaw.NO_LIMITS)) {
      out.append("          resources:\n            requests:\n              cpu: 250m\n              memory: 512Mi\n            limits:\n              cpu: \"1\"\n              memory: 1Gi\n");
    }
    out.append("          readinessProbe:\n            httpGet:\n              path: /ready\n              port: ").append(app.port()).append('\n');
    if (app.flaws().contains(Flaw.HOST_PATH)) {
      out.append("          volumeMounts:\n            - name: usb\n              mountPath: /dev/usb\n      volumes:\n        - name: usb\n          hostPath:\n            path: /dev/usb\n");
    }
    return out.toString();
  }

  private static String agents(LocalDate day) {
    // The agent asked for everything until its vendor published the roles that it needs.
    boolean wildcard = day.isBefore(LocalDate.of(2026, 9, 1));
    return """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: node-agent
          namespace: observability
          labels:
            app.kubernetes.io/name: node-agent
            team: platform
            env: production
        spec:
          selector:
            matchLabels:
              app.kubernetes.io/name: node-agent
          template:
            metadata:
              labels:
                app.kubernetes.io/name: node-agent
                team: platform
            spec:
              serviceAccountName: node-agent
              hostNetwork: true
              containers:
                - name: agent
                  image: docker.io/grafana/alloy:v1.5.1
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    runAsNonRoot: false
                    capabilities:
                      drop: [ALL]
                    seccompProfile:
                      type: RuntimeDefault
                  resources:
                    requests: {cpu: 100m, memory: 200Mi}
                    limits: {cpu: 500m, memory: 400Mi}
                  volumeMounts:
                    - name: logs
                      mountPath: /var/log
                      readOnly: true
              volumes:
                - name: logs
                  hostPath:
                    path: /var/log
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: node-agent
          namespace: observability
          labels:
            team: platform
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: node-agent
          labels:
            team: platform
        rules:
          - apiGroups: [%s]
            resources: [%s]
            verbs: [%s]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata:
          name: node-agent
          labels:
            team: platform
        roleRef:
          apiGroup: rbac.authorization.k8s.io
          kind: ClusterRole
          name: node-agent
        subjects:
          - kind: ServiceAccount
            name: node-agent
            namespace: observability
        """
        .formatted(wildcard ? "\"*\"" : "\"\"", wildcard ? "\"*\"" : "nodes, pods, namespaces", wildcard ? "\"*\"" : "get, list, watch");
  }
}
