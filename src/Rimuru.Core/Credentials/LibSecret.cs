using System.Runtime.InteropServices;

namespace Rimuru.Core.Credentials;

/// <summary>The functions of libsecret and GLib that are needed, and what they return until it is freed.</summary>
internal static unsafe class LibSecret
{
    private const string Secret = "libsecret-1.so.0",
        Glib = "libglib-2.0.so.0",
        GObject = "libgobject-2.0.so.0";

    /// <summary>Turns an error of GLib into the reason why the keyring cannot be used.</summary>
    public static void Check(nint error)
    {
        if (error == 0)
            return;
        string message = TextOf(((Error*)error)->Message) ?? "it failed without a reason";
        g_error_free(error);
        throw new SourceUnusableException(message.ReplaceLineEndings(" ").TrimEnd('.'));
    }

    public static string? TextOf(byte* text) => text is null ? null : Marshal.PtrToStringUTF8((nint)text);

    [DllImport(Secret, ExactSpelling = true)]
    public static extern nint secret_service_get_sync(int flags, nint cancel, nint* error);

    [DllImport(Secret, ExactSpelling = true)]
    public static extern ListNode* secret_service_search_sync(
        nint service,
        nint schema,
        nint attributes,
        int flags,
        nint cancel,
        nint* error
    );

    [DllImport(Secret, ExactSpelling = true)]
    public static extern int secret_service_store_sync(
        nint service,
        nint schema,
        nint attributes,
        byte* collection,
        byte* label,
        nint value,
        nint cancel,
        nint* error
    );

    [DllImport(Secret, ExactSpelling = true)]
    public static extern int secret_service_clear_sync(nint service, nint schema, nint attributes, nint cancel, nint* error);

    [DllImport(Secret, ExactSpelling = true)]
    public static extern nint secret_collection_for_alias_sync(nint service, byte* alias, int flags, nint cancel, nint* error);

    [DllImport(Secret, ExactSpelling = true)]
    public static extern int secret_collection_get_locked(nint collection);

    [DllImport(Secret, ExactSpelling = true)]
    public static extern int secret_item_get_locked(nint item);

    [DllImport(Secret, ExactSpelling = true)]
    public static extern nint secret_item_get_secret(nint item);

    [DllImport(Secret, ExactSpelling = true)]
    public static extern nint secret_item_get_attributes(nint item);

    [DllImport(Secret, ExactSpelling = true)]
    public static extern nint secret_value_new(byte* secret, nint length, byte* contentType);

    [DllImport(Secret, ExactSpelling = true)]
    public static extern byte* secret_value_get(nint value, nint* length);

    [DllImport(Secret, ExactSpelling = true)]
    public static extern void secret_value_unref(nint value);

    [DllImport(Glib, ExactSpelling = true)]
    public static extern nint g_hash_table_lookup(nint table, byte* key);

    [DllImport(Glib, ExactSpelling = true)]
    public static extern void g_hash_table_unref(nint table);

    [DllImport(Glib, ExactSpelling = true)]
    public static extern void g_list_free(ListNode* list);

    [DllImport(GObject, ExactSpelling = true)]
    public static extern void g_object_unref(nint value);

    [DllImport(Glib, ExactSpelling = true)]
    private static extern void g_error_free(nint error);

    [DllImport(Glib, ExactSpelling = true)]
    private static extern nint g_hash_table_new(nint hash, nint equal);

    [DllImport(Glib, ExactSpelling = true)]
    private static extern int g_hash_table_insert(nint table, byte* key, byte* value);

    [StructLayout(LayoutKind.Sequential)]
    public struct ListNode
    {
        public nint Data;
        public ListNode* Next;
        public ListNode* Previous;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Error
    {
        public uint Domain;
        public int Code;
        public byte* Message;
    }

    /// <summary>An object that belongs to this process until it is disposed.</summary>
    public sealed class Handle(nint value) : IDisposable
    {
        public nint Value { get; } = value;

        public void Dispose() => g_object_unref(Value);
    }

    /// <summary>A text for the library.</summary>
    public sealed class Text(string text) : IDisposable
    {
        public byte* Bytes { get; } = (byte*)Marshal.StringToCoTaskMemUTF8(text);

        public void Dispose() => Marshal.FreeCoTaskMem((nint)Bytes);
    }

    /// <summary>What an item of Rimuru is recognized by: all of them, or the one with a name.</summary>
    public sealed class Attributes : IDisposable
    {
        /// <summary>The attribute that holds the name of a credential.</summary>
        public const string NameOfName = "name";

        private readonly List<Text> texts = [];

        public Attributes(string? name)
        {
            nint glib = NativeLibrary.Load(Glib);
            Value = g_hash_table_new(NativeLibrary.GetExport(glib, "g_str_hash"), NativeLibrary.GetExport(glib, "g_str_equal"));
            Add("xdg:schema", "dev.rimuru.Credential");
            if (name is not null)
                Add(NameOfName, name);
        }

        public nint Value { get; }

        public void Dispose()
        {
            g_hash_table_unref(Value);
            foreach (Text text in texts)
                text.Dispose();
        }

        private void Add(string key, string value)
        {
            Text first = new(key),
                second = new(value);
            texts.AddRange([first, second]);
            _ = g_hash_table_insert(Value, first.Bytes, second.Bytes);
        }
    }
}
