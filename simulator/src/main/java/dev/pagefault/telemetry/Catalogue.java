package dev.pagefault.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The list of metrics that were heard of, with what is known of them. */
final class Catalogue {
  /** What well-known metrics mean, as their libraries' own documentation has it. */
  private static final Map<String, String> HELP =
      Map.ofEntries(
          Map.entry("http_server_requests_seconds", "Requests answered, by how long they took"),
          Map.entry(
              "http_client_requests_seconds", "Calls to other services, by how long they took"),
          Map.entry("resilience4j_retry_calls_total", "Calls by how their retries ended"),
          Map.entry("resilience4j_circuitbreaker_state", "1 for the state a breaker is in"),
          Map.entry("hikaricp_connections", "Connections of a pool"),
          Map.entry("hikaricp_connections_active", "Connections that are lent out"),
          Map.entry("hikaricp_connections_idle", "Connections that wait to be lent"),
          Map.entry("hikaricp_connections_pending", "Threads that wait for a connection"),
          Map.entry("hikaricp_connections_max", "Most connections a pool may have"),
          Map.entry("hikaricp_connections_min", "Fewest idle connections a pool keeps"),
          Map.entry("hikaricp_connections_acquire_seconds", "How long it took to get a connection"),
          Map.entry("hikaricp_connections_usage_seconds", "How long connections were lent out"),
          Map.entry("hikaricp_connections_timeout_total", "Waits for a connection that timed out"),
          Map.entry("vertx_http_client_active_connections", "Open connections to a service"),
          Map.entry("vertx_http_client_queue_pending", "Requests that wait for a connection"),
          Map.entry("executor_active_threads", "Worker threads that are busy"),
          Map.entry("executor_queued_tasks", "Requests that wait for a worker thread"),
          Map.entry("executor_pool_max_threads", "Worker threads there may be"),
          Map.entry("process_cpu_usage", "Share of its cores that an instance uses"),
          Map.entry("container_cpu_usage_seconds_total", "Processor time used"),
          Map.entry("container_cpu_cfs_periods_total", "Scheduler periods that elapsed"),
          Map.entry(
              "container_cpu_cfs_throttled_periods_total", "Periods in which it was throttled"),
          Map.entry("process_uptime_seconds", "Time since the process started"),
          Map.entry("cache_gets_total", "Look-ups in a cache, by hit or miss"),
          Map.entry("cache_size", "Entries of a cache"),
          Map.entry("pg_stat_activity_count", "Database sessions by state and application"),
          Map.entry("pg_settings_max_connections", "Sessions that the database accepts"),
          Map.entry("db_cpu_utilization", "Share of its host's cores that the database uses"),
          Map.entry("pg_stat_statements_calls_total", "Executions of a statement"),
          Map.entry("pg_stat_statements_seconds_total", "Time spent executing a statement"),
          Map.entry("pg_stat_statements_rows_total", "Rows that a statement returned or changed"),
          Map.entry("queue_messages_ready", "Messages that wait to be delivered"),
          Map.entry("queue_messages_published_total", "Messages put on a queue"),
          Map.entry("queue_messages_delivered_total", "Messages delivered to a consumer"),
          Map.entry("queue_oldest_message_age_seconds", "Age of the oldest waiting message"),
          Map.entry("queue_handling_delay_seconds", "From publishing to having been handled"),
          Map.entry("user_offered_total", "Requests that customers meant to make"),
          Map.entry("user_requests_total", "Requests by how they ended for the customer"),
          Map.entry("user_request_duration_seconds", "How long customers waited"),
          Map.entry("user_segment_requests_total", "Requests by what customers are"),
          Map.entry("aws_ebs_volume_read_ops_sum", "Reads done in a period of 1 s"),
          Map.entry("aws_ebs_volume_write_ops_sum", "Writes done in a period of 1 s"),
          Map.entry("aws_ebs_volume_read_bytes_sum", "Bytes read in a period of 1 s"),
          Map.entry("aws_ebs_volume_write_bytes_sum", "Bytes written in a period of 1 s"),
          Map.entry("aws_ebs_volume_queue_length_average", "Operations asked for and not done"),
          Map.entry("aws_ebs_burst_balance_average", "Burst credit left, percent"),
          Map.entry(
              "aws_ebs_volume_throughput_percentage_average",
              "Operations as a percentage of those provisioned"),
          Map.entry("aws_ebs_volume_idle_time_sum", "Seconds of a period without an operation"),
          Map.entry("node_filesystem_avail_bytes", "Space that is left"),
          Map.entry("node_filesystem_size_bytes", "Space that there is"),
          Map.entry("kafka_consumergroup_lag", "Messages of a partition not yet acknowledged"),
          Map.entry("kafka_consumergroup_current_offset", "Offset that is to be handled next"),
          Map.entry("queue_messages_dead_lettered_total", "Messages that were parked"),
          Map.entry("cache_puts_total", "Entries put into a cache"),
          Map.entry("cache_evictions_total", "Entries that a cache let go"),
          Map.entry("jvm_memory_used_bytes", "Memory in use, by area and pool"),
          Map.entry("jvm_memory_max_bytes", "The most that a pool of memory may take"),
          Map.entry("jvm_gc_pause_seconds_count", "Collections, by action and cause"),
          Map.entry("jvm_gc_pause_seconds_sum", "Time stood still for collections"),
          Map.entry("jvm_gc_pause_seconds_max", "The longest collection of the last minute"),
          Map.entry("jvm_gc_memory_allocated_bytes_total", "Memory allocated for new objects"),
          Map.entry("jvm_gc_memory_promoted_bytes_total", "Memory moved to the old generation"),
          Map.entry("jvm_gc_live_data_size_bytes", "The old generation after its last collection"),
          Map.entry("container_memory_working_set_bytes", "Memory that counts against the limit"),
          Map.entry("container_spec_memory_limit_bytes", "The container's memory limit"),
          Map.entry(
              "container_cpu_cfs_throttled_seconds_total", "Time stood still for want of quota"),
          Map.entry("kube_pod_container_status_restarts_total", "Restarts of the container"),
          Map.entry(
              "kube_pod_container_status_last_terminated_reason", "How the container ended last"),
          Map.entry(
              "kube_pod_container_status_last_terminated_exitcode",
              "Exit code of the container's last end"),
          Map.entry(
              "kube_pod_container_status_waiting_reason", "Why the container doesn't run yet"),
          Map.entry("x509_cert_expires_in_seconds", "How long a certificate is still valid"),
          Map.entry("vertx_eventbus_handlers", "Listeners registered at an address"),
          Map.entry("vertx_eventbus_published_total", "Events published at an address"),
          Map.entry("vertx_eventbus_delivered_total", "Events handed to listeners"));

  private Catalogue() {}

  static List<MetricInfo> of(SeriesStore store) {
    List<MetricInfo> metrics = new ArrayList<>();
    for (List<Track> tracks : store.metrics()) {
      Track first = tracks.getFirst();
      metrics.add(
          new MetricInfo(
              first.name(),
              first.kind().name().toLowerCase(Locale.ROOT),
              meaning(first.name()),
              Units.ofName(first.name()),
              labels(tracks)));
    }
    return metrics;
  }

  /** What a well-known metric means, or nothing. */
  static String meaning(String metric) {
    return HELP.getOrDefault(metric, "");
  }

  private static Map<String, List<String>> labels(List<Track> tracks) {
    Map<String, TreeSet<String>> values = new TreeMap<>();
    for (Track track : tracks) {
      track
          .labels()
          .forEach(
              (label, value) -> values.computeIfAbsent(label, name -> new TreeSet<>()).add(value));
    }
    Map<String, List<String>> labels = new TreeMap<>();
    values.forEach(
        (label, all) -> labels.put(label, all.stream().limit(MetricInfo.MAX_VALUES).toList()));
    return labels;
  }
}
