<?xml version="1.0"?>
<CHANNEL HREF="http://channel.example/" BASE="http://channel.example/">
  <TITLE>Active Channel</TITLE>
  <ABSTRACT>Pushed to your desktop</ABSTRACT>
  <ITEM HREF="http://channel.example/news" LASTMOD="1998-11-05T22:12+0100">
    <TITLE>Push is the future</TITLE>
    <ABSTRACT>Or so they say.</ABSTRACT>
  </ITEM>
</CHANNEL>
