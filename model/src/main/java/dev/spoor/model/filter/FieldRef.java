package dev.spoor.model.filter;

/**
 * A field, with its key where it has one.
 *
 * @param key empty for a field without key, never empty for one with
 */
public record FieldRef(Field field, String key) {
    public FieldRef {
        if (field.keyed() == key.isEmpty()) {
            throw new IllegalArgumentException(
                    field.printedName() + (field.keyed() ? " needs a key" : " has no key, but got " + key));
        }
    }

    public static FieldRef of(Field field) {
        return new FieldRef(field, "");
    }
}
