package dev.spoor.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * Gives the Java heap back to the system when the server has taken nothing for a while. A collector would do so by itself
 * only by collecting again and again, or by keeping the heap so small that it collects all the time under load.
 */
final class IdleMemory implements Runnable {
    private static final long CHECK_MILLIS = 4_000;
    /** So much that the heap has grown, or that was allocated, since it was collected is worth collecting. */
    private static final long GROWN_BYTES = 32L << 20;
    /** Who allocates less between two checks does nothing. */
    private static final long QUIET_BYTES = 8L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

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
        long allocatedBefore = 0;
        long allocatedThen = 0;
        try {
            while (true) {
                Thread.sleep(CHECK_MILLIS);
                long now = activity.getAsLong();
                long allocated = THREADS.getTotalThreadAllocatedBytes();
                // What the heap grew to for work in the background, or for queries, goes back soon, and what they leave
                // goes when they end.
                boolean ended = allocated - allocatedBefore < QUIET_BYTES && allocated - allocatedThen > GROWN_BYTES;
                allocatedBefore = allocated;
                if (now != seen) {
                    seen = now;
                    kept = 0;
                } else if (ended || committed() > kept + GROWN_BYTES) {
                    collect();
                    kept = committed();
                    allocatedThen = allocated;
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
