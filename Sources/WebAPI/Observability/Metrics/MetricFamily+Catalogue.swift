/// Everything that the service measures. `docs/operations.md` explains the same list to operators.
extension MetricFamily {
    package static let requests = MetricFamily(
        .counter, "mivaa_http_requests_total", "Requests answered, by route and class of status.", labels: ["method", "route", "status"])
    package static let requestSeconds = MetricFamily(
        .requestSeconds, "mivaa_http_request_duration_seconds", "From the head of the request to the head of the answer.",
        labels: ["method", "route"])
    package static let activeRequests = MetricFamily(.gauge, "mivaa_http_requests_active", "Requests being answered now.")
    package static let openConnections = MetricFamily(.gauge, "mivaa_http_connections_open", "Connections of clients.")
    package static let rateLimited = MetricFamily(
        .counter, "mivaa_http_rate_limited_total", "Requests refused because their sender was too fast.", labels: ["route"])
    package static let errors = MetricFamily(
        .counter, "mivaa_errors_total", "Answers that are the service's own failure, by code.", labels: ["code"])

    package static let stageSeconds = MetricFamily(
        .stageSeconds, "mivaa_stage_duration_seconds", "Time of one stage of the work on a document.", labels: ["stage"])
    package static let extractionsWaiting = MetricFamily(
        .gauge, "mivaa_extractions_waiting", "Extractions whose clients wait for the answer: those under way and those in line.")
    package static let childrenRunning = MetricFamily(.gauge, "mivaa_children_running", "Extraction children that live.")
    package static let childrenMemory = MetricFamily(
        .gauge, "mivaa_children_resident_memory_bytes", "Resident memory of all extraction children.")
    package static let childStarts = MetricFamily(.counter, "mivaa_child_starts_total", "Extraction children started.")
    package static let childRestarts = MetricFamily(
        .counter, "mivaa_child_restarts_total", "Extraction children given up, by cause.", labels: ["cause"])

    package static let jobs = MetricFamily(.gauge, "mivaa_jobs", "Jobs known to the service, by status.", labels: ["status"])
    package static let waitingJobs = MetricFamily(.gauge, "mivaa_queue_waiting_jobs", "Jobs that wait for a worker.")
    package static let oldestWaitingSeconds = MetricFamily(
        .gauge, "mivaa_queue_oldest_waiting_seconds", "Age of the job that has waited longest; 0 when none waits.")
    package static let isQueuePaused = MetricFamily(.gauge, "mivaa_queue_paused", "1 while an administrator has stopped the queue.")

    package static let isPartHealthy = MetricFamily(
        .gauge, "mivaa_part_healthy", "1 while what the service stands on works, 0.5 while it is degraded, by part.", labels: ["part"])

    package static let residentMemory = MetricFamily(.gauge, "mivaa_process_resident_memory_bytes", "Resident memory of the service itself.")
    package static let virtualMemory = MetricFamily(.gauge, "mivaa_process_virtual_memory_bytes", "Address space of the service itself.")
    package static let processorSeconds = MetricFamily(.counter, "mivaa_process_cpu_seconds_total", "Processor time of the service itself.")
    package static let openFiles = MetricFamily(.gauge, "mivaa_process_open_fds", "File descriptors in use.")
    package static let fileLimit = MetricFamily(.gauge, "mivaa_process_max_fds", "File descriptors that may be in use.")
    package static let threads = MetricFamily(.gauge, "mivaa_process_threads", "Threads of the service.")
    package static let startTime = MetricFamily(.gauge, "mivaa_process_start_time_seconds", "When the service started, as Unix time.")
    package static let uptime = MetricFamily(.gauge, "mivaa_uptime_seconds", "How long the service has run.")
    package static let build = MetricFamily(.gauge, "mivaa_build_info", "1; the labels say what runs.", labels: ["version"])

    package static let machineProcessor = MetricFamily(
        .gauge, "mivaa_machine_cpu_usage_ratio", "Share of all processors' time in use, 0 to 1, over the last seconds.")
    package static let machineMemory = MetricFamily(.gauge, "mivaa_machine_memory_bytes", "Memory of the machine.")
    package static let machineMemoryAvailable = MetricFamily(
        .gauge, "mivaa_machine_memory_available_bytes", "Memory of the machine that programs can still have.")
    package static let dataDisk = MetricFamily(.gauge, "mivaa_data_disk_bytes", "Size of the file system of the data folder.")
    package static let dataDiskFree = MetricFamily(.gauge, "mivaa_data_disk_free_bytes", "What the service can still write there.")

    package static let spansSent = MetricFamily(.counter, "mivaa_trace_spans_sent_total", "Spans that the trace collector took.")
    package static let spansDropped = MetricFamily(
        .counter, "mivaa_trace_spans_dropped_total", "Spans that were not sent, by reason.", labels: ["reason"])
    package static let reportsSent = MetricFamily(.counter, "mivaa_error_reports_sent_total", "Error reports that were taken.")
    package static let reportsDropped = MetricFamily(
        .counter, "mivaa_error_reports_dropped_total", "Error reports that were not sent, by reason.", labels: ["reason"])
    package static let seriesFolded = MetricFamily(
        .counter, "mivaa_metric_values_folded_total", "Values counted as \"other\" because a metric had too many series.")

    package static let all: [MetricFamily] = [
        requests, requestSeconds, activeRequests, openConnections, rateLimited, errors,
        stageSeconds, extractionsWaiting, childrenRunning, childrenMemory, childStarts, childRestarts,
        jobs, waitingJobs, oldestWaitingSeconds, isQueuePaused, isPartHealthy,
        residentMemory, virtualMemory, processorSeconds, openFiles, fileLimit, threads, startTime, uptime, build,
        machineProcessor, machineMemory, machineMemoryAvailable, dataDisk, dataDiskFree,
        spansSent, spansDropped, reportsSent, reportsDropped, seriesFolded,
    ]
}
