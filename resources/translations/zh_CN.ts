<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_GB">
<context>
    <name>FieldModel</name>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Should be there, but nothing was found</source>
        <translation>应有此项，但没有找到</translation>
    </message>
    <message>
        <source>Something is printed there that cannot be read</source>
        <translation>印有内容，但看不清</translation>
    </message>
    <message>
        <source>Nothing proves this value; please compare</source>
        <translation>没有可核对的依据，请对照原件</translation>
    </message>
    <message>
        <source>A character was unclear; please compare</source>
        <translation>有字符不清楚，请对照原件</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Papers</source>
        <translation>文件列表</translation>
    </message>
    <message>
        <source>Fields of the chosen paper</source>
        <translation>所选文件的字段</translation>
    </message>
    <message>
        <source>Desktop OCR</source>
        <translation>卡证票据识别</translation>
    </message>
    <message>
        <source>Main tools</source>
        <translation>主工具栏</translation>
    </message>
    <message>
        <source>Open pictures…</source>
        <translation>打开图片…</translation>
    </message>
    <message>
        <source>Read the specimens</source>
        <translation>识别自带样本</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新识别</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>There is no picture in the folder.</source>
        <translation>文件夹中没有图片。</translation>
    </message>
    <message>
        <source>Open pictures</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Pictures ({patterns})</source>
        <translation>图片 ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Exported to {folder}: {names}</source>
        <translation>已导出到 {folder}：{names}</translation>
    </message>
    <message>
        <source>Look in:</source>
        <translation>位置：</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>文件类型：</translation>
    </message>
    <message>
        <source>These files are there already:
{names}
Replace them?</source>
        <translation>以下文件已存在：
{names}
是否替换？</translation>
    </message>
    <message>
        <source>The program made a mistake ({kind}). Your files are not affected; please tell the developers.</source>
        <translation>程序出现错误（{kind}）。您的文件不受影响；请联系开发者。</translation>
    </message>
    <message>
        <source>Drop pictures or folders here, or open them.</source>
        <translation>把图片或文件夹拖到这里，或点“打开图片”。</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>已完成 {done} / 共 {total}</translation>
    </message>
    <message>
        <source>{number} to look at</source>
        <translation>{number} 份待看</translation>
    </message>
    <message>
        <source>{number} not read</source>
        <translation>{number} 份未读出</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>{file}, page {number}</source>
        <translation>{file}，第 {number} 页</translation>
    </message>
    <message>
        <source>{file}, paper {number}</source>
        <translation>{file}，第 {number} 张</translation>
    </message>
</context>
</TS>
