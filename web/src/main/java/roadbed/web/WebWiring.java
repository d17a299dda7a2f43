package roadbed.web;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.MultipartConfigElement;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.web.access.Access;
import roadbed.web.api.Api;
import roadbed.web.hooks.AdmissionApi;
import roadbed.web.hooks.AlertHooks;
import roadbed.web.hooks.DecisionApi;
import roadbed.web.hooks.DeliveryHooks;
import roadbed.web.http.Endpoint;
import roadbed.web.http.FrontFilter;
import roadbed.web.http.Guard;
import roadbed.web.ui.Pages;

/** All that Spring knows of us: named parts, nothing scanned, so that the start is fast and legible. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableWebMvc
@ImportAutoConfiguration({
  ConfigurationPropertiesAutoConfiguration.class,
  PropertyPlaceholderAutoConfiguration.class,
  LifecycleAutoConfiguration.class,
  SslAutoConfiguration.class,
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class
})
class WebWiring {

  /** The whole table of endpoints. */
  static List<Endpoint> endpoints(Api api, DecisionApi decisions, AdmissionApi admission, AlertHooks alerts, DeliveryHooks delivery, Pages pages) {
    List<Endpoint> endpoints = new ArrayList<>(api.endpoints());
    endpoints.addAll(decisions.endpoints());
    endpoints.addAll(admission.endpoints());
    endpoints.addAll(alerts.endpoints());
    endpoints.addAll(delivery.endpoints());
    endpoints.addAll(pages.endpoints());
    return List.copyOf(endpoints);
  }

  @Bean
  PrometheusMeterRegistry meters() {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    return meters;
  }

  @Bean
  @SuppressWarnings("resource") // closed by the context, as every bean that can be closed
  JvmGcMetrics collections(PrometheusMeterRegistry meters) {
    JvmGcMetrics metrics = new JvmGcMetrics();
    metrics.bindTo(meters);
    return metrics;
  }

  @Bean
  RouterFunction<ServerResponse> routes(
      WebSettings settings, WebParts parts, Access access, PrometheusMeterRegistry meters) {
    Pages pages = new Pages(parts, access);
    Api api = new Api(settings, parts, meters);
    DecisionApi decisions = new DecisionApi(parts.decisions());
    AdmissionApi admission = new AdmissionApi(parts.admission(), parts.admissionSettings());
    AlertHooks alerts = new AlertHooks(parts.incidents().alerts());
    DeliveryHooks delivery = new DeliveryHooks(parts.delivery());
    return new Guard(access, settings.isLoopback(), pages::problem)
        .routes(endpoints(api, decisions, admission, alerts, delivery, pages));
  }

  @Bean
  FilterRegistrationBean<FrontFilter> front(WebSettings settings, PrometheusMeterRegistry meters) {
    FilterRegistrationBean<FrontFilter> registration =
        new FilterRegistrationBean<>(new FrontFilter(meters, settings.isLoopback()));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  /** Parts of a push go to files, never to memory. */
  @Bean
  MultipartConfigElement multipart(WebSettings settings) {
    return new MultipartConfigElement(
        "", settings.maxUploadBytes(), settings.maxUploadBytes(), 64 * 1024);
  }
}
