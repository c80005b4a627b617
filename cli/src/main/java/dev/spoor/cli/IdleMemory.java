package dev.spoor.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * Gives the Java heap back to the system when the server has taken nothing for a while. A collector would do so by itself
 * only by collecting again and again, or by keeping the heap so small that it collects all the time under load.
 */
final class IdleMemory implements Runnable {
    private static final long CHECK_MILLIS = 4_000;
    /** A heap that has grown by so much since it was collected is worth collecting. */
    private static final long GROWN_BYTES = 32L << 20;

    private static final String FREE_RATIO = "MaxHeapFreeRatio";

    private final LongSupplier activity;

    /** @param activity a number that changes whenever something was taken */
    private IdleMemory(LongSupplier activity) {
        this.activity = activity;
    }

    static void watch(LongSupplier activity) {
        Thread.ofPlatform().name("spoor-idle-memory").daemon(true).start(new IdleMemory(activity));
    }

    @Override
    public void run() {
        long seen = activity.getAsLong();
        long kept = 0;
        try {
            while (true) {
                Thread.sleep(CHECK_MILLIS);
                long now = activity.getAsLong();
                // Work in the background and queries use the heap too, so it is its size that tells.
                if (now == seen && committed() > kept + GROWN_BYTES) {
                    collect();
                    kept = committed();
                } else if (now != seen) {
                    seen = now;
                    kept = 0;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long committed() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }

    /** Collects once, and keeps as little room above what lives as the collector knows how to. */
    private static void collect() {
        HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        String usual = vm.getVMOption(FREE_RATIO).getValue();
        String minimum = vm.getVMOption("MinHeapFreeRatio").getValue();
        try {
            vm.setVMOption("MinHeapFreeRatio", "5");
            vm.setVMOption(FREE_RATIO, "10");
            System.gc();
        } finally {
            vm.setVMOption(FREE_RATIO, usual);
            vm.setVMOption("MinHeapFreeRatio", minimum);
        }
    }
}
