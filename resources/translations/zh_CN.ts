<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_GB">
<context>
    <name>AdjustStrip</name>
    <message>
        <source>Straight</source>
        <translation>校正</translation>
    </message>
    <message>
        <source>Straighten the page by its lines (Ctrl+D)</source>
        <translation>按文字行校正页面倾斜 (Ctrl+D)</translation>
    </message>
    <message>
        <source>Document filter</source>
        <translation>文档滤镜</translation>
    </message>
    <message>
        <source>Even light and white paper; seals keep their colour (Ctrl+M)</source>
        <translation>光线均匀、纸面变白，印章保留颜色 (Ctrl+M)</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
</context>
<context>
    <name>Adjusting</name>
    <message>
        <source>Light and straightening</source>
        <translation>光线与校正</translation>
    </message>
    <message>
        <source>Straighten</source>
        <translation>校正倾斜</translation>
    </message>
    <message>
        <source>Document filter</source>
        <translation>文档滤镜</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>调亮</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>调暗</translation>
    </message>
    <message>
        <source>More contrast</source>
        <translation>增强对比度</translation>
    </message>
    <message>
        <source>Light of the page</source>
        <translation>调整页面光线</translation>
    </message>
    <message>
        <source>The lines of the page lie straight, or there are too few to go by.</source>
        <translation>页面的文字行已经是正的，或者文字太少，无法判断倾斜。</translation>
    </message>
    <message>
        <source>Straighten the page</source>
        <translation>校正页面</translation>
    </message>
</context>
<context>
    <name>AskAgainDialog</name>
    <message>
        <source>Your passphrase</source>
        <translation>请输入口令</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Type your passphrase to go on.</source>
        <translation>请输入口令以继续。</translation>
    </message>
    <message>
        <source>It is asked for again after ten minutes. If you have forgotten it, type the recovery code.</source>
        <translation>十分钟后会再次询问。如果忘记了口令，可以输入恢复码。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在核对…</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>备份时间</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>文件数</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>There are no backups yet.</source>
        <translation>还没有备份。</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Last verified backup: {when}</source>
        <translation>最近一次验证过的备份：{when}</translation>
    </message>
    <message>
        <source>No backup has been verified yet.</source>
        <translation>还没有验证过的备份。</translation>
    </message>
    <message>
        <source>Backups are encrypted like the papers themselves, and are opened and compared when made.</source>
        <translation>备份与文件一样加密，备份后会立即打开核对。</translation>
    </message>
    <message>
        <source>Go back to the papers of {when}? The present papers are kept aside, not deleted.</source>
        <translation>要恢复到 {when} 的文件吗？现有文件会另外保留，不会删除。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
</context>
<context>
    <name>BackupsPage</name>
    <message>
        <source>The store is closed. Start the program again.</source>
        <translation>存储已关闭，请重新启动程序。</translation>
    </message>
    <message>
        <source>Making a backup and reading it back…</source>
        <translation>正在备份并读回核对…</translation>
    </message>
    <message>
        <source>Putting the backup in place; the present papers are kept aside…</source>
        <translation>正在换上备份；现有单据另行保留…</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Save the recovery code…</source>
        <translation>保存恢复码…</translation>
    </message>
    <message>
        <source>Set a passphrase…</source>
        <translation>设置口令…</translation>
    </message>
    <message>
        <source>Hide until the next start</source>
        <translation>本次运行不再显示</translation>
    </message>
    <message>
        <source>Save the recovery code: without it nobody can open your papers if this computer&apos;s key store is lost.</source>
        <translation>请保存恢复码：万一本机的密钥库丢失，没有恢复码就再也打不开您的文件。</translation>
    </message>
    <message>
        <source>Nothing is saved on this computer: no key store is available. Work is kept until you close.</source>
        <translation>本机不保存任何内容：没有可用的密钥库。关闭程序前，工作内容仍然保留。</translation>
    </message>
    <message>
        <source>Nothing is saved on this computer. {reason} Work is kept until you close.</source>
        <translation>本机不保存任何内容。{reason}关闭程序前，工作内容仍然保留。</translation>
    </message>
    <message>
        <source>Not saved yet: {sentence}</source>
        <translation>尚未保存：{sentence}</translation>
    </message>
</context>
<context>
    <name>BinDialog</name>
    <message>
        <source>Bin</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>删除时间</translation>
    </message>
    <message>
        <source>Days left</source>
        <translation>剩余天数</translation>
    </message>
    <message>
        <source>Deleted papers</source>
        <translation>已删除的文件</translation>
    </message>
    <message>
        <source>The bin is empty.</source>
        <translation>回收站是空的。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>彻底删除…</translation>
    </message>
    <message>
        <source>Show names in full</source>
        <translation>显示完整名称</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Deleted papers stay here until their days are over. After that nobody can read them.</source>
        <translation>已删除的单据在这里保留到期满为止，之后谁也无法读取。</translation>
    </message>
    <message>
        <source>Papers to be deleted for good: {count}. Nobody can bring them back.</source>
        <translation>将彻底删除 {count} 份文件，之后无法找回。</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>彻底删除</translation>
    </message>
</context>
<context>
    <name>CameraChoices</name>
    <message>
        <source>Take the picture automatically</source>
        <translation>自动拍摄</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Size of the picture</source>
        <translation>照片尺寸</translation>
    </message>
    <message>
        <source>Choose a camera</source>
        <translation>选择摄像头</translation>
    </message>
</context>
<context>
    <name>CameraPanel</name>
    <message>
        <source>Take the picture</source>
        <translation>拍摄</translation>
    </message>
    <message>
        <source>There is no other side</source>
        <translation>没有另一面</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Take the picture (Space)</source>
        <translation>拍摄（空格）</translation>
    </message>
    <message>
        <source>Back to the papers (Esc)</source>
        <translation>回到单据（Esc）</translation>
    </message>
    <message>
        <source>Kind of paper</source>
        <translation>证照种类</translation>
    </message>
</context>
<context>
    <name>CameraView</name>
    <message>
        <source>Live picture of the camera</source>
        <translation>摄像头的实时画面</translation>
    </message>
    <message>
        <source>The camera starts…</source>
        <translation>正在启动摄像头…</translation>
    </message>
</context>
<context>
    <name>Capture</name>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
</context>
<context>
    <name>ClosingDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>Papers not exported as they are now: %n. Closing loses this work.</source>
        <translation>
            <numerusform>还有 %n 份文件的当前内容没有导出，关闭后会丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>Pictures are still coming in. Closing now leaves them out.</source>
        <translation>还有图片正在接收。现在关闭，这些图片就不会进来。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>仍然关闭</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
</context>
<context>
    <name>ColumnList</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Stays while papers that need a look go along</source>
        <translation>含有待看或未读出的文件时，此列必须保留</translation>
    </message>
</context>
<context>
    <name>ColumnsBox</name>
    <message>
        <source>Kind of paper</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move the column up (Alt+Up)</source>
        <translation>把这一列上移（Alt+↑）</translation>
    </message>
    <message>
        <source>Move the column down (Alt+Down)</source>
        <translation>把这一列下移（Alt+↓）</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Show all columns in their usual order</source>
        <translation>按原来的顺序显示全部列</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>CostsPage</name>
    <message>
        <source>¥ 0: only free calls</source>
        <translation>¥ 0：只用免费次数</translation>
    </message>
    <message>
        <source>Limit for a month</source>
        <translation>每月费用上限</translation>
    </message>
    <message>
        <source>All others</source>
        <translation>其他各类</translation>
    </message>
    <message>
        <source>Kind of paper</source>
        <translation>单据类型</translation>
    </message>
    <message>
        <source>Price, yuan</source>
        <translation>每次价格（元）</translation>
    </message>
    <message>
        <source>Free a month</source>
        <translation>每月免费次数</translation>
    </message>
    <message>
        <source>Calls a second</source>
        <translation>每秒次数</translation>
    </message>
    <message>
        <source>Send once more by itself where no result came (may be billed twice)</source>
        <translation>没有收到结果时自动再发送一次（可能重复计费）</translation>
    </message>
    <message>
        <source>Prices in yuan and free calls are guesses until you enter those of your contract. An empty cell counts as that of all others.</source>
        <translation>价格（元）和免费次数在您按合同填写之前只是估计。空白的格按“其他各类”计算。</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Today: {today} calls, {today_cost}. This month: {month} calls, {month_cost}; {left} of the limit are left.</source>
        <translation>今天：{today} 次，{today_cost}。本月：{month} 次，{month_cost}；上限还剩 {left}。</translation>
    </message>
</context>
<context>
    <name>EgressDialog</name>
    <message>
        <source>What left this computer</source>
        <translation>发出的内容</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>To</source>
        <translation>发往</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Picture of {paper}</source>
        <translation>{paper} 的图片</translation>
    </message>
    <message>
        <source>Question without a picture</source>
        <translation>不含图片的查询</translation>
    </message>
    <message>
        <source>paper no. {number}</source>
        <translation>第 {number} 号单据</translation>
    </message>
    <message>
        <source>Nothing has left this computer.</source>
        <translation>没有任何内容离开过这台电脑。</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>识别引擎</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>接口</translation>
    </message>
    <message>
        <source>Paper no.</source>
        <translation>单据编号</translation>
    </message>
    <message>
        <source>With a picture</source>
        <translation>含图片</translation>
    </message>
    <message>
        <source>This list is only ever added to. It holds no contents, and stays when papers are deleted.</source>
        <translation>此清单只增不减，不含单据内容；单据删除后仍然保留。</translation>
    </message>
</context>
<context>
    <name>EgressPage</name>
    <message>
        <source>Saved: {path}</source>
        <translation>已保存：{path}</translation>
    </message>
    <message>
        <source>The file could not be written. Choose another folder.</source>
        <translation>文件无法写入，请换一个文件夹。</translation>
    </message>
    <message>
        <source>What left this computer</source>
        <translation>发出的内容</translation>
    </message>
</context>
<context>
    <name>EngineDialog</name>
    <message>
        <source>Keys and consent</source>
        <translation>启用与密钥</translation>
    </message>
    <message>
        <source>Costs</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Kinds of paper</source>
        <translation>各类参数</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
</context>
<context>
    <name>EnginePage</name>
    <message>
        <source>The settings could not be kept: the disk is full or may not be written to.</source>
        <translation>设置无法保存：磁盘已满或不可写。</translation>
    </message>
    <message>
        <source>Papers of an unknown kind</source>
        <translation>类型未知的单据</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>正在验证…</translation>
    </message>
    <message>
        <source>✓ The service accepts the keys. No paper was sent.</source>
        <translation>✓ 密钥有效。没有发送任何单据。</translation>
    </message>
    <message>
        <source>The keys are removed from this computer.</source>
        <translation>密钥已从这台电脑删除。</translation>
    </message>
</context>
<context>
    <name>EnginesDialog</name>
    <message>
        <source>Cloud engines</source>
        <translation>云识别设置</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Set up {engine}</source>
        <translation>设置 {engine}</translation>
    </message>
    <message>
        <source>Papers are read on this computer. What you switch on here can read them too, for papers you choose.</source>
        <translation>单据都在本机识别。这里启用的云服务也可以识别，但只识别您选定的单据。</translation>
    </message>
    <message>
        <source>Switched on</source>
        <translation>已启用</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>未启用</translation>
    </message>
    <message>
        <source>keys saved</source>
        <translation>密钥已保存</translation>
    </message>
    <message>
        <source>no keys yet</source>
        <translation>还没有密钥</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was written.</source>
        <translation>已取消，没有写入任何文件。</translation>
    </message>
    <message>
        <source>Already there, and would be replaced:
{files}</source>
        <translation>已有同名文件，继续将替换：
{files}</translation>
    </message>
    <message>
        <source>Written:
{files}</source>
        <translation>已写入：
{files}</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>FieldDetails</name>
    <message>
        <source>Take what was read on the page, not what the file&apos;s own text says</source>
        <translation>采用页面上读到的内容，而不是文件内嵌的文字</translation>
    </message>
    <message>
        <source>Illegible</source>
        <translation>看不清</translation>
    </message>
    <message>
        <source>Something is printed there, but nobody can read it</source>
        <translation>印有内容，但无法看清</translation>
    </message>
    <message>
        <source>Put {character} in the place of {present} ({keys})</source>
        <translation>把“{present}”改为“{character}”（{keys}）</translation>
    </message>
    <message>
        <source>On the page: {value}</source>
        <translation>页面上：{value}</translation>
    </message>
</context>
<context>
    <name>FieldPanel</name>
    <message>
        <source>↗ A picture of this paper left this computer</source>
        <translation>↗ 这张单据的图片已发送到云端</translation>
    </message>
    <message>
        <source>Enter accepts and goes to the next one that needs a look</source>
        <translation>Enter 认可并到下一处待看</translation>
    </message>
    <message>
        <source>No paper is chosen</source>
        <translation>未选择证照</translation>
    </message>
    <message>
        <source>Parts of this picture are missing. Please compare every field.</source>
        <translation>这张图片不完整，请逐栏核对。</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>Empty, needs a look</source>
        <translation>空，待看</translation>
    </message>
    <message>
        <source>{field}: {state}</source>
        <translation>{field}：{state}</translation>
    </message>
</context>
<context>
    <name>FieldSteps</name>
    <message>
        <source>Change a field</source>
        <translation>修改一栏</translation>
    </message>
    <message>
        <source>This field must not be empty. Type it, or mark it as illegible.</source>
        <translation>此栏必填。请输入，或标为看不清。</translation>
    </message>
    <message>
        <source>Change {field}</source>
        <translation>修改{field}</translation>
    </message>
</context>
<context>
    <name>FilePasswordDialog</name>
    <message>
        <source>Password of a file</source>
        <translation>文件密码</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>显示输入内容</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Leave it closed</source>
        <translation>不打开</translation>
    </message>
    <message>
        <source>“{file}” can be opened only with its password.</source>
        <translation>“{file}” 设有密码，要输入密码才能打开。</translation>
    </message>
    <message>
        <source>That was not its password.</source>
        <translation>密码不对。</translation>
    </message>
    <message>
        <source>It is used until the program ends and is kept nowhere.</source>
        <translation>密码只用到程序退出为止，不会保存。</translation>
    </message>
</context>
<context>
    <name>FileTelling</name>
    <message>
        <source>“{name}” has come before, as “{first}”; both are in the list.</source>
        <translation>“{name}”与先前的“{first}”内容相同；两份都在列表中。</translation>
    </message>
    <message>
        <source>“{name}” holds more than one picture; only the first was taken.</source>
        <translation>“{name}”含有多张图片，只取了第一张。</translation>
    </message>
    <message>
        <source>“{name}” has more than {pages} pages; only the first {pages} were taken.</source>
        <translation>“{name}”超过 {pages} 页，只取了前 {pages} 页。</translation>
    </message>
</context>
<context>
    <name>GoingOn</name>
    <message>
        <source>Nothing is left to look at.</source>
        <translation>没有待看的了。</translation>
    </message>
    <message>
        <source>Not finished yet: {fields}</source>
        <translation>还不能完成：{fields}</translation>
    </message>
    <message>
        <source>Finish {name}</source>
        <translation>完成 {name}</translation>
    </message>
</context>
<context>
    <name>Guard</name>
    <message>
        <source>The passphrase could not be set: the disk is full or may not be written to.</source>
        <translation>口令没有设置成功：磁盘已满或不能写入。</translation>
    </message>
    <message>
        <source>The passphrase is set.</source>
        <translation>口令已设置。</translation>
    </message>
</context>
<context>
    <name>GuideWords</name>
    <message>
        <source>Glare on “{field}”: tilt the paper or turn the lamp</source>
        <translation>“{field}”反光：请倾斜一点或移开灯光</translation>
    </message>
    <message>
        <source>Taken. Now the other side: {kind}</source>
        <translation>已拍好。请翻到另一面：{kind}</translation>
    </message>
    <message>
        <source>Now the other side: {kind}</source>
        <translation>请放另一面：{kind}</translation>
    </message>
    <message>
        <source>Put a paper under the camera</source>
        <translation>请把证件或单据放到摄像头下</translation>
    </message>
    <message>
        <source>Its edges are not clear: put it on a plain, darker ground</source>
        <translation>边缘看不清：请放在颜色较深的素面上</translation>
    </message>
    <message>
        <source>Cut off: move the whole paper into the picture</source>
        <translation>没有拍全：请把整张放进画面</translation>
    </message>
    <message>
        <source>Closer, please: it is too small in the picture</source>
        <translation>请靠近一点：在画面里太小</translation>
    </message>
    <message>
        <source>Too dark: more light, please</source>
        <translation>太暗：请增加光线</translation>
    </message>
    <message>
        <source>Too bright: less light, please</source>
        <translation>太亮：请减弱光线</translation>
    </message>
    <message>
        <source>Glare: tilt the paper or turn the lamp</source>
        <translation>反光：请倾斜一点或移开灯光</translation>
    </message>
    <message>
        <source>Blurred: hold it still, or a little farther away</source>
        <translation>模糊：请拿稳，或稍微拿远一点</translation>
    </message>
    <message>
        <source>Good. Hold it still…</source>
        <translation>很好，请保持不动…</translation>
    </message>
    <message>
        <source>Good. Press the space bar</source>
        <translation>很好，请按空格键</translation>
    </message>
    <message>
        <source>Taken. The next paper, please</source>
        <translation>已拍好。请放下一张</translation>
    </message>
    <message>
        <source>The edges cannot be found now: press the space bar to take the whole picture</source>
        <translation>暂时无法找边缘：请按空格键拍下整个画面</translation>
    </message>
</context>
<context>
    <name>HaltStrip</name>
    <message>
        <source>Read the rest offline (F7)</source>
        <translation>其余离线识别（F7）</translation>
    </message>
    <message>
        <source>Go on (Shift+F7)</source>
        <translation>继续发送（Shift+F7）</translation>
    </message>
</context>
<context>
    <name>InlineQuestion</name>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>There is no picture in the clipboard.</source>
        <translation>剪贴板里没有图片。</translation>
    </message>
    <message>
        <source>Open pictures and documents</source>
        <translation>打开图片和文档</translation>
    </message>
    <message>
        <source>Pictures and documents ({patterns})</source>
        <translation>图片和文档 ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>There is no picture in the folder.</source>
        <translation>文件夹中没有图片。</translation>
    </message>
    <message numerus="yes">
        <source>Files left out, as they are no pictures: %n</source>
        <translation>
            <numerusform>不是图片的文件未加入：%n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Pasted {time}</source>
        <translation>粘贴 {time}</translation>
    </message>
    <message>
        <source>Only the address of a picture came, and the settings forbid to fetch it.</source>
        <translation>只得到图片的网址；按设置不从网上取。请先另存图片再拖入，或在设置中允许。</translation>
    </message>
    <message>
        <source>Fetching the picture…</source>
        <translation>正在取图片…</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Accept the field, go to the next that needs a look</source>
        <translation>认可当前栏，到下一处待看</translation>
    </message>
    <message>
        <source>Next field</source>
        <translation>下一栏</translation>
    </message>
    <message>
        <source>Edit the field; typing replaces it</source>
        <translation>编辑当前栏；直接输入则替换</translation>
    </message>
    <message>
        <source>Leave the field as it was</source>
        <translation>放弃对当前栏的修改</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>In the list: take the selected papers out of this batch</source>
        <translation>在列表中：把选中的单据从本批移除</translation>
    </message>
    <message>
        <source>In the list: what can be done with the selected papers</source>
        <translation>在列表中：打开选中单据的菜单</translation>
    </message>
    <message>
        <source>Take another reading of the doubtful character</source>
        <translation>换用存疑字的其他读法</translation>
    </message>
    <message>
        <source>Mark the field as illegible</source>
        <translation>标为看不清</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <source>Read the text in a box into the field (Shift appends)</source>
        <translation>框内文字填进当前栏（Shift 接在后面）</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+点击</translation>
    </message>
    <message>
        <source>Take a line of the page into the field (Shift appends)</source>
        <translation>取一行文字填进当前栏（Shift 接在后面）</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Switched on: papers may be sent when I choose so</source>
        <translation>启用：由我选择后可以发送单据</translation>
    </message>
    <message>
        <source>Save and try</source>
        <translation>保存并验证</translation>
    </message>
    <message>
        <source>Try the saved keys</source>
        <translation>验证已保存的密钥</translation>
    </message>
    <message>
        <source>Remove the keys</source>
        <translation>删除密钥</translation>
    </message>
    <message>
        <source>Where to get keys…</source>
        <translation>到哪里获取密钥…</translation>
    </message>
    <message>
        <source>What leaves this computer</source>
        <translation>哪些内容会离开这台电脑</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Keys are kept in this computer&apos;s key store alone, and are never shown again.</source>
        <translation>密钥只保存在这台电脑的系统密钥库中，保存后不再显示。</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>The system&apos;s</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Empty for the system&apos;s, &quot;none&quot; for no proxy, or its address, as http://proxy:8080.</source>
        <translation>留空为跟随系统；填 none 为不用代理；或填地址，如 http://proxy:8080。</translation>
    </message>
    <message>
        <source>●●●●●●●● saved</source>
        <translation>●●●●●●●● 已保存</translation>
    </message>
</context>
<context>
    <name>KindDialog</name>
    <message>
        <source>Kind of paper</source>
        <translation>证照种类</translation>
    </message>
    <message numerus="yes">
        <source>Papers that are read anew as this kind: %n</source>
        <translation>
            <numerusform>按此种类重新识别：%n 份</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>KindPicker</name>
    <message>
        <source>Detect</source>
        <translation>自动判断</translation>
    </message>
    <message>
        <source>Kind of paper</source>
        <translation>证照种类</translation>
    </message>
    <message>
        <source>Kind of paper: type to search</source>
        <translation>证照种类：输入文字可查找</translation>
    </message>
    <message>
        <source>Kinds of paper</source>
        <translation>证照种类列表</translation>
    </message>
</context>
<context>
    <name>KindsPage</name>
    <message>
        <source>Kind of paper</source>
        <translation>单据类型</translation>
    </message>
    <message>
        <source>What the service is asked for with each kind. The names are those of its own manual.</source>
        <translation>向服务商请求识别每类单据时的参数，名称与其文档一致。</translation>
    </message>
    <message>
        <source>For this kind there is nothing to choose.</source>
        <translation>此类单据没有可选的参数。</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>识别方式</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>As usual: {value}</source>
        <translation>默认：{value}</translation>
    </message>
</context>
<context>
    <name>LastWriteDialog</name>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message numerus="yes">
        <source>Papers that are in no file yet: %n. Closing now loses what was done last.</source>
        <translation>
            <numerusform>尚未导出的单据：%n 份。现在关闭会丢失最后所做的内容。</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>仍然关闭</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>The window closes once the pictures that are coming in are here.</source>
        <translation>正在接收的图片到齐后，窗口就会关闭。</translation>
    </message>
    <message>
        <source>Saving what was done last. The window closes when that is on the disk.</source>
        <translation>正在保存最后的改动，写入磁盘后窗口会自动关闭。</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Your papers are hidden until you unlock.</source>
        <translation>解锁之前，您的文件不会显示。</translation>
    </message>
    <message>
        <source>If you have forgotten the passphrase, type the recovery code.</source>
        <translation>如果忘记了口令，可以输入恢复码。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
</context>
<context>
    <name>Locking</name>
    <message>
        <source>Unlock first: closing now would lose work that is saved nowhere.</source>
        <translation>请先解锁：还有内容没有保存，现在关闭会丢失。</translation>
    </message>
    <message>
        <source>The passphrase could not be checked. Try again.</source>
        <translation>口令没能核对，请再试一次。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Desktop OCR</source>
        <translation>卡证票据识别</translation>
    </message>
    <message>
        <source>Main tools</source>
        <translation>主工具栏</translation>
    </message>
</context>
<context>
    <name>MessagePage</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>NewPapersStrip</name>
    <message>
        <source>Not these</source>
        <translation>这些不用</translation>
    </message>
    <message>
        <source>New papers: {count}, read on this computer. {engine} can read them, too.</source>
        <translation>新单据 {count} 张，已在本机识别。也可以交给{engine}识别。</translation>
    </message>
    <message>
        <source>See what it costs…</source>
        <translation>看看费用…</translation>
    </message>
</context>
<context>
    <name>PageAdvice</name>
    <message>
        <source>Put this advice away</source>
        <translation>收起这条建议</translation>
    </message>
</context>
<context>
    <name>PageCanvas</name>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>PageMessage</name>
    <message>
        <source>Try anyway</source>
        <translation>仍然尝试</translation>
    </message>
    <message>
        <source>Reads what is left of the picture; every field must then be compared</source>
        <translation>读出图片中还完好的部分；之后须逐栏核对</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Read again (may be billed again)</source>
        <translation>重新识别（可能再次计费）</translation>
    </message>
    <message>
        <source>Read offline (free)</source>
        <translation>改用离线识别（免费）</translation>
    </message>
    <message>
        <source>Give up (into the bin)</source>
        <translation>放弃（移入回收站）</translation>
    </message>
    <message>
        <source>Check the keys…</source>
        <translation>检查密钥…</translation>
    </message>
    <message>
        <source>Check the settings…</source>
        <translation>检查设置…</translation>
    </message>
    <message>
        <source>Open the service&apos;s console</source>
        <translation>打开服务商控制台</translation>
    </message>
    <message>
        <source>Read as another kind…</source>
        <translation>按其他类型识别…</translation>
    </message>
</context>
<context>
    <name>PageReading</name>
    <message>
        <source>Choose a field first; then draw a box around its text.</source>
        <translation>请先选中一栏，再框住它的文字。</translation>
    </message>
    <message>
        <source>No text was found in the box.</source>
        <translation>框内没有找到文字。</translation>
    </message>
    <message>
        <source>The field was changed meanwhile; draw the box again.</source>
        <translation>这一栏刚才有改动，请重新拖框。</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Drag a box: its text goes into the active field · Ctrl+click takes a line</source>
        <translation>拖一个框，框内文字就填进当前栏 · Ctrl+点一行也可以</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>Fit the page (0)</source>
        <translation>适合窗口（0）</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>放大（+）</translation>
    </message>
    <message>
        <source>Zoom out (−)</source>
        <translation>缩小（−）</translation>
    </message>
    <message>
        <source>Turn left (Ctrl+L)</source>
        <translation>左转（Ctrl+L）</translation>
    </message>
    <message>
        <source>Turn right (Ctrl+R)</source>
        <translation>右转（Ctrl+R）</translation>
    </message>
    <message>
        <source>Light and straightening (Ctrl+U)</source>
        <translation>光线与校正 (Ctrl+U)</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Crop the page (Ctrl+K)</source>
        <translation>裁剪此页（Ctrl+K）</translation>
    </message>
    <message>
        <source>Crop to the quad (Enter)</source>
        <translation>按此四边形裁剪（Enter）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Leave the crop (Esc)</source>
        <translation>放弃裁剪（Esc）</translation>
    </message>
    <message>
        <source>Drag the corners · Tab and the arrows move them · Enter crops, Esc leaves</source>
        <translation>拖动四角 · 用 Tab 和方向键微调 · Enter 裁剪，Esc 取消</translation>
    </message>
</context>
<context>
    <name>PagesDialog</name>
    <message>
        <source>Which pages?</source>
        <translation>要哪些页？</translation>
    </message>
    <message>
        <source>These pages:</source>
        <translation>这些页：</translation>
    </message>
    <message>
        <source>All pages</source>
        <translation>全部页</translation>
    </message>
    <message>
        <source>Take these pages</source>
        <translation>取这些页</translation>
    </message>
    <message>
        <source>Leave the file out</source>
        <translation>不要这个文件</translation>
    </message>
    <message numerus="yes">
        <source>“{file}” has %n pages. Which of them are wanted?</source>
        <translation>
            <numerusform>“{file}” 有 %n 页，要哪些页？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pages that are taken in: %n</source>
        <translation>
            <numerusform>将取 %n 页</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write pages like 1-20, 35, 40-; the last page is %n.</source>
        <translation>
            <numerusform>请写成 1-20, 35, 40- 的样子；最后一页是第 %n 页。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PaperSteps</name>
    <message>
        <source>Turn the page</source>
        <translation>转页</translation>
    </message>
    <message numerus="yes">
        <source>Turn pages: %n</source>
        <translation>
            <numerusform>转页：%n 份</numerusform>
        </translation>
    </message>
    <message>
        <source>Crop the page</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Detect</source>
        <translation>自动判断</translation>
    </message>
    <message>
        <source>Kind of paper: {kind}</source>
        <translation>种类：{kind}</translation>
    </message>
    <message numerus="yes">
        <source>Remove papers: %n</source>
        <translation>
            <numerusform>移除 %n 份</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PapersBox</name>
    <message>
        <source>Papers</source>
        <translation>要导出的文件</translation>
    </message>
    <message numerus="yes">
        <source>%n finished or ready</source>
        <translation>
            <numerusform>已完成或就绪：%n 份</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to be looked at (marked in the State column)</source>
        <translation>
            <numerusform>待看：%n 份（在“状态”列标明）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that could not be read (with the reason)</source>
        <translation>
            <numerusform>未读出：%n 份（附原因）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not read yet: left out</source>
        <translation>
            <numerusform>尚未识别：%n 份，不导出</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Set a passphrase</source>
        <translation>设置口令</translation>
    </message>
    <message>
        <source>At least {count} characters.</source>
        <translation>至少 {count} 个字符。</translation>
    </message>
    <message>
        <source>Weak: this is guessed early. Several words are better.</source>
        <translation>较弱：容易被猜到，用几个词组成更好。</translation>
    </message>
    <message>
        <source>Fair. Longer is better.</source>
        <translation>一般，再长一些更好。</translation>
    </message>
    <message>
        <source>Good.</source>
        <translation>较强。</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>显示输入内容</translation>
    </message>
    <message>
        <source>Set passphrase</source>
        <translation>设置口令</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The two are not the same. Type it again.</source>
        <translation>两次输入不一致，请重新输入。</translation>
    </message>
    <message>
        <source>The passphrase opens your papers at every start. It is kept nowhere: without it and without the recovery code nobody can open them.</source>
        <translation>每次启动时用口令打开您的文件。口令不会保存在任何地方：口令和恢复码都没有时，任何人都打不开这些文件。</translation>
    </message>
    <message>
        <source>The passphrase is asked for at every start, in a locked window, and before exports and settings. It is kept nowhere: if you forget it, only the recovery code helps.</source>
        <translation>每次启动时、锁定后以及导出和设置之前都要输入口令。口令不会保存在任何地方：忘记后只能使用恢复码。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一次</translation>
    </message>
</context>
<context>
    <name>PortraitLabel</name>
    <message>
        <source>Portrait, as the service cut it out</source>
        <translation>云服务截取的人像</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>The settings could not be kept: the disk is full or may not be written to.</source>
        <translation>设置没能保存：磁盘已满或不可写。</translation>
    </message>
</context>
<context>
    <name>ProgressBar</name>
    <message>
        <source>Papers read</source>
        <translation>已识别</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>停止识别</translation>
    </message>
    <message>
        <source>Everything offline: no picture left this computer</source>
        <translation>全部离线，没有发送任何图片</translation>
    </message>
    <message>
        <source>Go on reading</source>
        <translation>继续识别</translation>
    </message>
    <message numerus="yes">
        <source>● Not exported: %n</source>
        <translation>
            <numerusform>● 未导出：%n</numerusform>
        </translation>
    </message>
    <message>
        <source>✓ Exported</source>
        <translation>✓ 已导出</translation>
    </message>
    <message numerus="yes">
        <source>↗ Left this computer: %n</source>
        <translation>
            <numerusform>↗ 已发送到云端：%n 张</numerusform>
        </translation>
    </message>
    <message>
        <source>No picture of these papers left this computer</source>
        <translation>这些单据的图片没有离开过这台电脑</translation>
    </message>
    <message>
        <source>Read: {done} of {total}</source>
        <translation>已识别 {done} / 共 {total}</translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>待看 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not read</source>
        <translation>
            <numerusform>未读出 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held up</source>
        <translation>
            <numerusform>%n 张暂停</numerusform>
        </translation>
    </message>
    <message>
        <source>about {seconds} s</source>
        <translation>约 {seconds} 秒</translation>
    </message>
    <message>
        <source>about {minutes} min</source>
        <translation>约 {minutes} 分钟</translation>
    </message>
</context>
<context>
    <name>QueueMenu</name>
    <message>
        <source>Read again</source>
        <translation>重新识别</translation>
    </message>
    <message>
        <source>Try anyway</source>
        <translation>仍然尝试</translation>
    </message>
    <message>
        <source>Read with…</source>
        <translation>选择引擎识别…</translation>
    </message>
    <message>
        <source>Kind of paper…</source>
        <translation>种类…</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>左转</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>右转</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Remove from this batch</source>
        <translation>从本批移除</translation>
    </message>
    <message>
        <source>The folder cannot be opened.</source>
        <translation>无法打开文件夹。</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>{file}, page {number}</source>
        <translation>{file}，第 {number} 页</translation>
    </message>
    <message>
        <source>{file}, paper {number}</source>
        <translation>{file}，第 {number} 张</translation>
    </message>
    <message>
        <source>‖ Held up</source>
        <translation>‖ 已暂停</translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n 处待看</numerusform>
        </translation>
    </message>
    <message>
        <source>{state}, incomplete</source>
        <translation>{state}，不完整</translation>
    </message>
    <message>
        <source>A picture of it left this computer</source>
        <translation>图片已发送到云端</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Search file names</source>
        <translation>按文件名查找</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>本批单据</translation>
    </message>
    <message>
        <source>No such papers</source>
        <translation>没有符合的单据</translation>
    </message>
</context>
<context>
    <name>ReadChoices</name>
    <message>
        <source>Offline, on this computer</source>
        <translation>离线（本机）</translation>
    </message>
    <message numerus="yes">
        <source>The new papers: %n</source>
        <translation>
            <numerusform>新单据：%n 张</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The chosen papers: %n</source>
        <translation>
            <numerusform>选中的单据：%n 张</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All that need a look: %n</source>
        <translation>
            <numerusform>所有待核对的：%n 张</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All papers of this batch: %n</source>
        <translation>
            <numerusform>本批全部：%n 张</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadWithDialog</name>
    <message>
        <source>Read with…</source>
        <translation>选择引擎识别</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>识别引擎</translation>
    </message>
    <message>
        <source>Kind of paper</source>
        <translation>单据类型</translation>
    </message>
    <message>
        <source>Offer this for new papers, too</source>
        <translation>有新单据时也这样提示</translation>
    </message>
    <message>
        <source>Nothing is sent before you have seen what it costs.</source>
        <translation>看过费用并确认之前，不会发送任何图片。</translation>
    </message>
    <message>
        <source>Cloud engines…</source>
        <translation>云识别设置…</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>按各自的类型</translation>
    </message>
    <message>
        <source>Papers: {count}. Nothing leaves this computer, and it costs nothing.</source>
        <translation>共 {count} 张。不发送任何内容，不收费。</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在估算…</translation>
    </message>
    <message>
        <source>Pictures that leave this computer, to {engine}: {count}. At most {cost}.</source>
        <translation>将有 {count} 张图片发送到{engine}，最多花费 {cost}。</translation>
    </message>
    <message>
        <source>Free calls left this month: {left} of {all}.</source>
        <translation>本月免费次数还剩 {left} / {all} 次。</translation>
    </message>
    <message>
        <source>Spent this month: {spent} of {cap}.</source>
        <translation>本月已花费 {spent}，上限 {cap}。</translation>
    </message>
    <message>
        <source>{engine} does not read the kind of {count} of the papers; these stay as they are.</source>
        <translation>其中 {count} 张的类型{engine}不能识别，保持不变。</translation>
    </message>
    <message>
        <source>There is no paper among these that this engine reads.</source>
        <translation>所选单据中没有该引擎能识别的。</translation>
    </message>
    <message>
        <source>That is more than this month&apos;s limit leaves: {left}. Choose fewer papers, or change the limit.</source>
        <translation>超出本月上限，只剩 {left} 可用。请少选几张，或在云识别设置中调整上限。</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>Send and read</source>
        <translation>发送并识别</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>Keep this value?</source>
        <translation>保留这个值？</translation>
    </message>
    <message>
        <source>It says so on the paper</source>
        <translation>原件上就是这样</translation>
    </message>
    <message>
        <source>It cannot be read</source>
        <translation>看不清</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>Why do you keep this value?</source>
        <translation>为什么保留这个值？</translation>
    </message>
    <message>
        <source>Back to the field (Esc)</source>
        <translation>回到字段（Esc）</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>Nothing was found, but parts of the picture are missing; please compare</source>
        <translation>没有找到，但图片不完整，请核对</translation>
    </message>
    <message>
        <source>Should be there, but nothing was found</source>
        <translation>应有内容，但没有找到</translation>
    </message>
    <message>
        <source>Something is printed there that cannot be read</source>
        <translation>印有内容，但无法辨认</translation>
    </message>
    <message>
        <source>Character {place} was unclear ({score}); please compare</source>
        <translation>第 {place} 字把握不大（{score}），请核对</translation>
    </message>
    <message>
        <source>Nothing proves this value; please compare</source>
        <translation>没有依据能证实，请核对</translation>
    </message>
    <message>
        <source>A character was unclear; please compare</source>
        <translation>有字符不清楚，请核对</translation>
    </message>
</context>
<context>
    <name>RecoveryCodeDialog</name>
    <message>
        <source>Recovery code</source>
        <translation>恢复码</translation>
    </message>
    <message>
        <source>Group {number} is not right. Look at your copy.</source>
        <translation>第 {number} 组不对，请核对您保存的恢复码。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save as text file…</source>
        <translation>另存为文本文件…</translation>
    </message>
    <message>
        <source>Show the code again</source>
        <translation>再看一次恢复码</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>With this code your papers can be opened when this computer&apos;s key store is lost, or from a copy on another computer. Keep it on paper or in a safe place, not on this computer: whoever has it can read your papers.</source>
        <translation>本机的密钥库丢失时，或在另一台电脑上打开备份时，凭恢复码可以打开您的文件。请抄在纸上或存放在安全的地方，不要放在这台电脑上：得到恢复码的人就能看到您的文件。</translation>
    </message>
    <message>
        <source>Type these two groups from your copy, so that you know it is good.</source>
        <translation>请照您保存的恢复码输入以下两组，确认没有抄错。</translation>
    </message>
    <message>
        <source>Group {number}</source>
        <translation>第 {number} 组</translation>
    </message>
    <message>
        <source>I have kept it</source>
        <translation>已经保存好</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
</context>
<context>
    <name>RecoveryPage</name>
    <message>
        <source>The confirmation could not be kept; you will be asked again.</source>
        <translation>确认未能保存，下次还会询问。</translation>
    </message>
    <message>
        <source>Copied. After one minute the clipboard is cleared.</source>
        <translation>已复制。一分钟后剪贴板会自动清空。</translation>
    </message>
    <message>
        <source>Save the recovery code</source>
        <translation>保存恢复码</translation>
    </message>
    <message>
        <source>recovery code.txt</source>
        <translation>恢复码.txt</translation>
    </message>
    <message>
        <source>The file could not be written there.</source>
        <translation>无法写到那里。</translation>
    </message>
    <message>
        <source>Written. Do not leave the file on this computer.</source>
        <translation>已写入。不要把这个文件留在这台电脑上。</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Undone: {step}</source>
        <translation>已撤销：{step}</translation>
    </message>
    <message>
        <source>Done again: {step}</source>
        <translation>已重做：{step}</translation>
    </message>
</context>
<context>
    <name>Safekeeping</name>
    <message>
        <source>Opening the store…</source>
        <translation>正在打开存储…</translation>
    </message>
    <message>
        <source>No key store is available on this computer.</source>
        <translation>这台电脑上没有可用的密钥库。</translation>
    </message>
    <message>
        <source>The folder of the store may not be written to, or its disk is full.</source>
        <translation>存储文件夹不可写，或磁盘已满。</translation>
    </message>
    <message>
        <source>The saved papers stay locked.</source>
        <translation>已保存的单据保持锁定。</translation>
    </message>
    <message>
        <source>As soon as saving works again, so does the camera.</source>
        <translation>恢复保存后，即可继续拍照。</translation>
    </message>
    <message>
        <source>✓ Saved</source>
        <translation>✓ 已保存</translation>
    </message>
    <message>
        <source>… Saving</source>
        <translation>… 正在保存</translation>
    </message>
    <message>
        <source>× Not saved</source>
        <translation>× 尚未保存</translation>
    </message>
    <message>
        <source>The file {name} was changed after it was read. It is read again: compare the values once more.</source>
        <translation>文件 {name} 在识别之后被改动过，正在重新识别，请再核对一次。</translation>
    </message>
    <message>
        <source>● In memory only</source>
        <translation>● 只在内存中</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>Cloud engines need the store, which is not open: what is sent, paid for and answered could not be written down. Open it or set a passphrase first. Papers are read on this computer meanwhile.</source>
        <translation>云识别需要存储，而存储没有打开：发送了什么、花了多少、收到什么都无处记录。请先打开存储或设置口令。在此之前，单据都在本机识别。</translation>
    </message>
    <message numerus="yes">
        <source>Sent when the program ended last, without a result: %n. See the papers marked ×.</source>
        <translation>
            <numerusform>上次关闭时有 %n 次发送没有收到结果，见标有 × 的单据。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Setbacks</name>
    <message>
        <source>A new day has begun at {engine}: its daily calls count anew. Papers that wait: {count}.</source>
        <translation>{engine}已是新的一天，每日次数重新计算。等待识别：{count} 张。</translation>
    </message>
    <message>
        <source>{engine} reads nothing at the moment. {sentence} Papers that wait: {count}.</source>
        <translation>{engine}已暂停。{sentence}等待识别：{count} 张。</translation>
    </message>
    <message numerus="yes">
        <source>Read offline instead: %n</source>
        <translation>
            <numerusform>已改为离线识别：%n 张</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Change the passphrase…</source>
        <translation>更改口令…</translation>
    </message>
    <message>
        <source>Set a passphrase…</source>
        <translation>设置口令…</translation>
    </message>
    <message>
        <source>Asked for at the start, when locked, and before exports.</source>
        <translation>启动时、锁定后以及导出前都要输入。</translation>
    </message>
    <message>
        <source>Without one, whoever uses your computer sees the papers.</source>
        <translation>未设口令时，使用这台电脑的人都能看到单据。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
</context>
<context>
    <name>ShotStrip</name>
    <message numerus="yes">
        <source>Pictures taken: %n</source>
        <translation>
            <numerusform>已拍 %n 张</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StateBox</name>
    <message>
        <source>Papers shown</source>
        <translation>显示哪些</translation>
    </message>
    <message>
        <source>In this batch: {count}</source>
        <translation>本批 {count} 份</translation>
    </message>
    <message>
        <source>To look at: {count}</source>
        <translation>待看 {count} 份</translation>
    </message>
    <message>
        <source>Not read: {count}</source>
        <translation>未读出 {count} 份</translation>
    </message>
    <message>
        <source>Ready: {count}</source>
        <translation>就绪 {count} 份</translation>
    </message>
    <message>
        <source>Finished: {count}</source>
        <translation>已完成 {count} 份</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>The place on the original</source>
        <translation>原件上的位置</translation>
    </message>
</context>
<context>
    <name>TableEditor</name>
    <message>
        <source>+ Row</source>
        <translation>＋ 行</translation>
    </message>
    <message>
        <source>An empty row above this one (Insert)</source>
        <translation>在本行上方插入空行（Insert）</translation>
    </message>
    <message>
        <source>− Row</source>
        <translation>－ 行</translation>
    </message>
    <message>
        <source>Remove the row (Ctrl+Delete)</source>
        <translation>删除本行（Ctrl+Delete）</translation>
    </message>
</context>
<context>
    <name>TableModel</name>
    <message>
        <source>A character was unclear; please compare</source>
        <translation>有字符不清楚，请核对</translation>
    </message>
    <message>
        <source>Does not fit with the rest of its row; please compare</source>
        <translation>与同一行的其他格不符，请核对</translation>
    </message>
</context>
<context>
    <name>TakingOver</name>
    <message>
        <source>Desktop OCR is just closing. This window can be used as soon as that is done.</source>
        <translation>程序正在关闭，完成后即可使用这个窗口。</translation>
    </message>
    <message>
        <source>Desktop OCR is running already and does not answer.</source>
        <translation>程序已在运行，但没有响应。</translation>
    </message>
    <message>
        <source>The files were not taken in; nothing happened to them.</source>
        <translation>这些文件没有放入，也没有任何改动。</translation>
    </message>
    <message>
        <source>Try again in a minute. If that does not help, restart the computer.</source>
        <translation>请过一分钟再试；如果仍然不行，请重新启动电脑。</translation>
    </message>
</context>
<context>
    <name>TargetBox</name>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Write to</source>
        <translation>保存为</translation>
    </message>
    <message>
        <source>results-{date}</source>
        <translation>识别结果-{date}</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Look in:</source>
        <translation>位置：</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>文件类型：</translation>
    </message>
</context>
<context>
    <name>TemplatesPage</name>
    <message>
        <source>Own template</source>
        <translation>自定义模板</translation>
    </message>
    <message>
        <source>Classifier of own templates</source>
        <translation>自定义分类器</translation>
    </message>
    <message>
        <source>Finance template</source>
        <translation>财务票据模板</translation>
    </message>
    <message>
        <source>Universal model</source>
        <translation>通用模型</translation>
    </message>
    <message>
        <source>Universal project</source>
        <translation>通用项目</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Id at the service</source>
        <translation>服务商处的编号</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Each template, classifier or model that you have made at the service becomes a kind of paper here.</source>
        <translation>在服务商处制作的每个模板、分类器或模型，在这里都成为一种单据类型。</translation>
    </message>
    <message>
        <source>As they are called in the template</source>
        <translation>与模板中的名称一致</translation>
    </message>
    <message>
        <source>With commas between</source>
        <translation>用逗号分开</translation>
    </message>
</context>
<context>
    <name>UnfinishedDialog</name>
    <message>
        <source>Not finished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>The export was given up: its disk does not answer. A file that was there before is as it was, or replaced as a whole: look at it before you use it, or export once more.</source>
        <translation>导出已放弃：目标磁盘没有响应。原有的文件要么保持原样，要么已完整替换：使用前请先查看，或重新导出。</translation>
    </message>
    <message>
        <source>Something that was still going on was given up: a disk or the network does not answer.</source>
        <translation>有一项未结束的操作已放弃：磁盘或网络没有响应。</translation>
    </message>
</context>
<context>
    <name>UnlockDialog</name>
    <message>
        <source>Open the saved papers</source>
        <translation>打开已保存的文件</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>恢复码</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>显示输入内容</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Work without the saved papers</source>
        <translation>暂不打开，直接工作</translation>
    </message>
    <message>
        <source>Nothing is lost or changed: the saved papers stay as they are.</source>
        <translation>没有内容丢失或改动：已保存的文件保持原样。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在核对…</translation>
    </message>
</context>
<context>
    <name>Unlocking</name>
    <message>
        <source>The folder of the store may not be written to, or its disk is full.</source>
        <translation>存储文件夹不可写，或磁盘已满。</translation>
    </message>
    <message>
        <source>The saved papers are locked. They open with the passphrase or the recovery code.</source>
        <translation>已保存的单据已锁定，用口令或恢复码打开。</translation>
    </message>
    <message>
        <source>The key of the saved papers is not on this computer any more. The recovery code opens them.</source>
        <translation>这台电脑上已没有所存单据的密钥，请用恢复码打开。</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Open pictures…</source>
        <translation>打开图片…</translation>
    </message>
    <message>
        <source>Camera…</source>
        <translation>摄像头…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Try the specimens</source>
        <translation>试用样例</translation>
    </message>
    <message>
        <source>From pictures of papers to a table</source>
        <translation>从证件票据的图片到表格</translation>
    </message>
    <message>
        <source>Everything stays on this computer; nothing is sent anywhere.</source>
        <translation>一切都留在这台电脑上，什么都不会发送出去。</translation>
    </message>
    <message>
        <source>Bring pictures in</source>
        <translation>放入图片</translation>
    </message>
    <message>
        <source>Drop files or folders here, open them, paste a picture, or use a camera.</source>
        <translation>把文件或文件夹拖到这里，或打开、粘贴图片，或用摄像头拍摄。</translation>
    </message>
    <message>
        <source>Look at what is doubtful</source>
        <translation>核对存疑的内容</translation>
    </message>
    <message>
        <source>The rest is proven, or nothing speaks against it.</source>
        <translation>其余的已有依据证实，或未见疑点。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>The values go into a table, one paper a row.</source>
        <translation>结果写入表格，每份单据一行。</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>Undo: {step}</source>
        <translation>撤销：{step}</translation>
    </message>
    <message>
        <source>Redo: {step}</source>
        <translation>重做：{step}</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>左转</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>右转</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新识别</translation>
    </message>
    <message>
        <source>Read with…</source>
        <translation>选择引擎识别…</translation>
    </message>
    <message>
        <source>Read the rest offline</source>
        <translation>其余离线识别</translation>
    </message>
    <message>
        <source>Go on with the service</source>
        <translation>继续发送到云端</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Search the papers</source>
        <translation>查找单据</translation>
    </message>
    <message>
        <source>Kind of paper</source>
        <translation>证件种类</translation>
    </message>
    <message>
        <source>Next to look at</source>
        <translation>下一处待看</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成本份</translation>
    </message>
    <message>
        <source>Bin…</source>
        <translation>回收站…</translation>
    </message>
    <message>
        <source>Backups…</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>Show file names in full</source>
        <translation>显示完整文件名</translation>
    </message>
    <message>
        <source>Cloud engines…</source>
        <translation>云识别设置…</translation>
    </message>
    <message>
        <source>What left this computer…</source>
        <translation>发出的内容…</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>The program made a mistake ({kind}). Your files are not affected; please tell the developers.</source>
        <translation>程序出现错误（{kind}）。您的文件不受影响；请联系开发者。</translation>
    </message>
</context>
</TS>
